"""A notebook whose cells are a dict."""

STATUS = "ungradable"
REASON = "no list of cells"
POINTS = 0


def attack(notebook):
    return {**notebook, "cells": dict(enumerate(notebook["cells"]))}
