"""Decisions of the log, as they are listed."""

from collections.abc import Iterator, Sequence
from typing import Any

from qualog.history.narration import Narrated
from qualog.language import message
from qualog_cli.shared.formats import clock_time, iso_time, short_decision


def decision_lines(found: Sequence[Narrated]) -> Iterator[object]:
    """Yield a line for each decision, and one for its reason if it has any."""
    for narrated in found:
        values = {
            "id": short_decision(narrated.entry.id),
            "time": clock_time(narrated.entry.milliseconds),
            "authors": narrated.authors,
            "sentence": narrated.sentence,
        }
        if narrated.put_aside:
            yield message("{id}  {time}  {authors} {sentence}  [put aside]", **values)
        elif narrated.reverted:
            yield message("{id}  {time}  {authors} {sentence}  [taken back]", **values)
        else:
            yield message("{id}  {time}  {authors} {sentence}", **values)
        if narrated.why:
            yield f"    {message('Reason: {why}', why=narrated.why)}"
    if not found:
        yield message("No decisions.")


def decision_data(narrated: Narrated) -> dict[str, Any]:
    """Return a decision as it stands in JSON."""
    return {
        "id": narrated.entry.id,
        "at": iso_time(narrated.entry.milliseconds),
        "authors": narrated.authors,
        "kind": narrated.entry.kind,
        "sentence": narrated.sentence,
        "why": narrated.why,
        "reverted": narrated.reverted,
        "put_aside": narrated.put_aside,
    }
