"""What a peer's process does: one line of JSON asks for a work on a file, one line answers."""

import functools
import json
import sys
from collections.abc import Callable, Mapping

import numpy as np
from timing import processor_seconds

Act = Callable[[], float]
Work = Callable[[np.ndarray], Act]


def serve(works: Mapping[str, Work]) -> None:
    """Answer until there is nothing more to read.

    A work takes the array of a file and gives what is to be timed, which gives the value: so
    the data is in the peer's own form before the clock runs.
    """
    answers, sys.stdout = sys.stdout, sys.stderr  # a peer's own words are no answers

    @functools.lru_cache(maxsize=1)
    def prepared(work: str, path: str) -> tuple[Act, float]:
        act = works[work](np.load(path))
        return act, float(act())

    for line in sys.stdin:
        request = json.loads(line)
        try:
            act, value = prepared(request["work"], request["path"])
            answer = {"value": value, "seconds": processor_seconds(act)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
