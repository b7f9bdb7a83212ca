"""What was measured is what was meant: a benchmark stops where a count or a value is another."""

from typing import Final

TOLERANCE: Final = 1e-9


def same(what: str, found: object, expected: object) -> None:
    """Stop where something is not exactly as expected, such as a count."""
    if found != expected:
        raise AssertionError(f"{what}: {found!r}, where {expected!r} is expected")


def close(what: str, ours: float, theirs: float, tolerance: float = TOLERANCE) -> None:
    """Stop where two computations of one value differ; NaN differs from everything."""
    if not abs(ours - theirs) <= tolerance:
        raise AssertionError(f"{what}: Qualog gives {ours!r}, the peer {theirs!r}")
