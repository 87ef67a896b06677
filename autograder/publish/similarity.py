"""Pairs of submissions that are more alike than the release and the rest of the class explain.

Compared are the tokens of the solution cells, without comments, docstrings and layout, by RapidFuzz's
normalised insertion-deletion distance (the share of tokens that both have in the same order).
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from autograder.classroom.settings import Settings
from autograder.course.assignment import Assignment
from autograder.grading import submission
from autograder.publish import answers
from autograder.publish.scores import Scores

_LEAST_TOKENS = 40  # of what a student wrote beyond the release: two short answers are alike by themselves
_LEAST = 0.8
_BEYOND = 1.5  # interquartile ranges above the upper quartile of all pairs: Tukey's fence
_MOST = 30  # pairs to look at
_LONGEST = 50_000  # letters of an answer that are compared: the time grows with the product of two lengths
_LAYOUT = (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT, tokenize.ENDMARKER)


@dataclass(frozen=True)
class Pair:
    """Two students, how alike their answers are (0 to 1), and in which exercises they agree token by token."""

    students: tuple[str, str]
    alike: float
    same: tuple[str, ...]


@dataclass(frozen=True)
class Similarity:
    """The most similar pairs, and what is usual in this class: the median over all pairs."""

    pairs: tuple[Pair, ...]
    usual: float
    compared: int


def of_class(scores: Scores, settings: Settings) -> Similarity:
    """The pairs of a class that stand out, by the code that was graded."""
    assignment = scores.assignment
    found = {}
    for entry in scores.students:
        folder = settings.folder("autograded", entry.student.id, assignment.name)
        found[entry.student.id] = answers.sources(folder / f"{assignment.name}.ipynb", assignment)
    return find(found, assignment)


def find(code: Mapping[str, Mapping[str, str]], assignment: Assignment) -> Similarity:
    """The pairs that stand out among these answers, given as student -> exercise -> code.

    An exercise counts for a pair by how rare the two answers are in the class: what many wrote says nothing.
    """
    stubs = {name: _tokens(source) for name, source in submission.stubs(assignment).items()}
    tokens = {
        student: {name: found for name, source in answered.items() if (found := _tokens(source)) != stubs.get(name)}
        for student, answered in code.items()
    }
    students = [name for name, code in tokens.items() if _size(code, stubs) >= _LEAST_TOKENS]
    if len(students) < 2:
        return Similarity((), 0.0, len(students))
    alike, weight = _together([tokens[name] for name in students], list(stubs))
    upper = np.triu_indices(len(students), k=1)
    values = (alike[upper] / np.maximum(weight[upper], 1e-12)) * (weight[upper] > 0)
    lower, usual, higher = np.quantile(values, (0.25, 0.5, 0.75))
    limit = max(_LEAST, min(1.0, higher + _BEYOND * (higher - lower)) if len(values) > 3 else _LEAST)
    pairs: list[Pair] = []
    for index in np.argsort(-values, kind="stable")[:_MOST]:
        if values[index] >= limit - 1e-9:
            one, other = students[upper[0][index]], students[upper[1][index]]
            same = [name for name in stubs if name in tokens[one] and tokens[one][name] == tokens[other].get(name)]
            pairs.append(Pair((one, other), float(values[index]), tuple(same)))
    return Similarity(tuple(pairs), float(usual), len(students))


def _together(code: Sequence[Mapping[str, tuple[str, ...]]], exercises: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """For each pair the sum of its exercises' similarities, each times its weight; and the sum of the weights."""
    size = len(code)
    alike, weights = np.zeros((size, size)), np.zeros((size, size))
    for name in exercises:
        place = [i for i, answered in enumerate(code) if name in answered]
        if len(place) < 2:
            continue
        given = [code[i][name] for i in place]
        rarity = np.array([_rarity(given.count(answer) - 1, len(given) - 1, len(answer)) for answer in given])
        close = process.cdist(given, given, scorer=Indel.normalized_similarity, dtype=np.float64)
        weight = np.minimum(rarity[:, None], rarity[None, :])
        alike[np.ix_(place, place)] += weight * close
        weights[np.ix_(place, place)] += weight
    return alike, weights


def _rarity(others: int, most: int, tokens: int) -> float:
    """What an answer weighs: its length, less the share of the class that wrote the very same beyond one partner."""
    return tokens * (1.0 - max(0, others - 1) / max(1, most))


def _size(code: Mapping[str, tuple[str, ...]], stubs: Mapping[str, tuple[str, ...]]) -> int:
    return sum(max(0, len(answer) - len(stubs.get(name, ()))) for name, answer in code.items())


def _tokens(source: str) -> tuple[str, ...]:
    """The code's tokens; what is not Python is taken word by word."""
    source = source[:_LONGEST]
    try:
        found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return tuple(source.split())
    texts = []
    for previous, token in zip([None, *found], found, strict=False):
        alone = token.type == tokenize.STRING and (previous is None or previous.type in _LAYOUT)  # a docstring
        if token.type not in _LAYOUT and not alone:
            texts.append(token.string)
    return tuple(texts)
