"""How much is measured: all of it, a tenth, or so little that only the results mean anything."""

from pathlib import Path
from typing import Final

from attrs import evolve, frozen


@frozen
class Sizes:
    """How much is measured, and how often.

    Attributes:
        rounds: how often what is short is timed, each time in turn with what it stands beside.
        starts: how often a program is started.
        long_rounds: how often what is long is timed.
        decisions: how many a log has that is written at once, verified and replayed.
        singles: how many are made one by one in a round.
        events: how many the library `eventsourcing` writes and reads, for the time of all.
        foreign: how many another copy has made.
        status: how many the study has that `qualog status` reads.
        transcripts: how many files are imported.
        words: how many each of them has.
        units: how many units agreement is measured on.
        resamples: how many are drawn for an interval.
        spans: how many each coder has marked.
        aligned: how many each has marked where a peer aligns them.
        characters: how long the text is that was coded in passages.
        codes: with how many codes.
    """

    rounds: int = 7
    starts: int = 21
    long_rounds: int = 3
    decisions: int = 1_000_000
    singles: int = 300
    events: int = 20_000
    foreign: int = 100_000
    status: int = 20_000
    transcripts: int = 200
    words: int = 10_000
    units: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    resamples: int = 10_000
    spans: int = 5_000
    aligned: tuple[int, ...] = (100, 1_000)
    characters: int = 1_000_000
    codes: int = 50


FULL: Final = Sizes()
QUICK: Final = evolve(FULL, rounds=3, starts=9, decisions=100_000, foreign=10_000)
SMOKE: Final = Sizes(
    rounds=1,
    starts=1,
    long_rounds=1,
    decisions=200,
    singles=5,
    events=200,
    foreign=100,
    status=200,
    transcripts=6,
    words=300,
    units=(50,),
    resamples=20,
    spans=10,
    aligned=(5,),
    characters=1_000,
    codes=2,
)


@frozen
class Setup:
    """What every part is given.

    Attributes:
        folder: where it may write; it is deleted at the end.
        sizes: how much is measured.
        peers: the folder with the environments of agreement's peers; None to do without them.
    """

    folder: Path
    sizes: Sizes
    peers: Path | None = None
