"""What a peer's process does: one line of JSON asks for a work on a file, one line answers."""

import functools
import json
import os
import sys
from collections.abc import Callable, Mapping

import numpy as np
from timing import processor_seconds

Act = Callable[[], float]
Work = Callable[[np.ndarray], Act]


def serve(works: Mapping[str, Work]) -> None:
    """Answer until there is nothing more to read.

    A work takes the array of a file and returns what is to be timed, which returns the value: so
    the data is in the peer's own form before the clock runs.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a peer's own words, and its solver's, are no answers

    @functools.lru_cache(maxsize=1)
    def prepared(work: str, path: str) -> Act:
        return works[work](np.load(path))

    for line in sys.stdin:
        request = json.loads(line)
        try:
            values, act = [], prepared(request["work"], request["path"])
            seconds = processor_seconds(lambda: values.append(float(act())))  # noqa: B023
            answer = {"value": values[-1], "seconds": seconds}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
