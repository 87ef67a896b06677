"""Answers as different students would write them, for the demo and the tests: plain functions, by assignment."""
