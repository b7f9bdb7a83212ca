"""What agreement is measured on: units, sets and spans by chance, the same in every run."""

import numpy as np

from qualog.reliability.continuum import CodedDocument, Continuum

CATEGORIES = 5
SETS = tuple(frozenset(i for i in range(3) if bits >> i & 1) for bits in range(8))


def units(count: int, coders: int, *, missing: float = 0.0) -> np.ndarray:
    """Return units × coders, -1 where a value is missing; a fifth is judged by chance."""
    chance = np.random.default_rng(7)
    truth = chance.choice(CATEGORIES, (count, 1), p=[0.4, 0.25, 0.15, 0.12, 0.08])
    astray = chance.random((count, coders)) > 0.8
    values = np.where(astray, chance.integers(0, CATEGORIES, astray.shape), truth)
    return np.where(chance.random(astray.shape) < missing, -1, values)


def sets(count: int, coders: int) -> np.ndarray:
    """Return units × coders: indices into `SETS`, none of them of the empty set."""
    chance = np.random.default_rng(8)
    truth = chance.integers(1, len(SETS), (count, 1))
    astray = chance.random((count, coders)) > 0.7
    return np.where(astray, chance.integers(1, len(SETS), astray.shape), truth)


def spans(count: int, coders: int, *, alike: bool = False) -> Continuum:
    """Return a text with so many spans by each coder, of which no two of one coder overlap.

    A coder leaves some out, moves some, and chooses another code for some; if they are alike, all
    have those of the first.
    """
    chance = np.random.default_rng(11)
    length = chance.integers(20, 60, count)
    start = 10 + np.concatenate([[0], (length + chance.integers(12, 30, count)).cumsum()])
    code = chance.integers(0, CATEGORIES, count)
    codings = {}
    for coder in range(coders):
        kept = np.flatnonzero(chance.random(count) > 0.1)
        moved = chance.integers(-5, 6, (2, len(kept))) if coder else np.zeros((2, 1), dtype=int)
        begun = start[kept] + moved[0]
        ended = start[kept] + length[kept] + moved[1]
        astray = chance.random(len(kept)) < (0.2 if coder else 0)
        given = np.where(astray, chance.integers(0, CATEGORIES, len(kept)), code[kept])
        codings[coder] = list(zip(begun.tolist(), ended.tolist(), given.tolist(), strict=True))
    if alike:
        codings = dict.fromkeys(codings, codings[0])
    return _one_text(int(start[-1]) + 10, codings, CATEGORIES)


def passages(length: int, codes: int, count: int) -> Continuum:
    """Return a text with so many passages by each of two coders, which may overlap."""
    chance = np.random.default_rng(1)
    codings = {}
    for coder in (0, 1):
        start = chance.integers(0, length - 400, count)
        end = start + chance.integers(1, 400, count)
        given = chance.integers(0, codes, count)
        codings[coder] = list(zip(start.tolist(), end.tolist(), given.tolist(), strict=True))
    return _one_text(length, codings, codes)


def marks(continuum: Continuum, code: int) -> np.ndarray:
    """Return characters × coders of the only text: 1 where a coder gave this code, else 0."""
    [document] = continuum.documents
    marked = np.zeros((document.length, len(document.codings)), dtype=np.int64)
    for coder, codings in document.codings.items():
        for start, end, given in codings:
            if given == code:
                marked[start:end, coder] = 1
    return marked


def _one_text(length: int, codings: dict[int, list[tuple[int, int, int]]], codes: int) -> Continuum:
    return Continuum(
        (CodedDocument(length, codings),),
        tuple(f"coder {number}" for number in codings),
        tuple(f"code {number}" for number in range(codes)),
        ("text",),
    )
