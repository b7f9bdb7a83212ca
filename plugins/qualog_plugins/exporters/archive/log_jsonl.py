"""The log itself as JSON Lines: every decision, word and text; readable, and a project again."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qualog.errors import NotAllowed
from qualog.files import atomic_write
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.views.study import Study


class LogJsonl:
    """A bundle that is not packed: `qualog bundle open` makes a project of it.

    As of an earlier moment it holds what was decided by then, and is a whole log too.
    """

    name = "log-jsonl"
    summary = "The whole log as JSON Lines, for an archive; 'qualog bundle open' reads it"
    suffix = ".log.jsonl"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the log, line by line.

        Raises:
            NotAllowed: it would hold what a blind round hides; or the project is narrowed, and
                has no log of its own.
        """
        from qualog.log.entry import Head
        from qualog.log.replication.bundle import write_lines

        if study.where:
            raise NotAllowed("The log is exported whole: leave --where out.")
        if study.hidden:
            told = " ".join(map(str, study.hidden))
            raise NotAllowed(f"{told} The log holds them: export it once the round is closed.")
        store = study.log.store
        ends = [(each, store.entry(each, seq)) for each, seq in study.state.heads.items()]
        heads = {each: Head(entry.seq, entry.hash, entry.at) for each, entry in ends if entry}
        with atomic_write(target) as draft, draft.open("wb") as file:
            write_lines(store, file, known={}, heads=heads)
        return []


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [LogJsonl()]
