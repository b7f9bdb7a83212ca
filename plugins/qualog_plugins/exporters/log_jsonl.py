"""The log itself as JSON Lines: every decision, word and text; readable, and a project again."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qualog.errors import NotAllowed
from qualog.files import atomic_write
from qualog.language import Sayable, message, paragraph
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.views.study import Study


class LogJsonl:
    """A bundle that is not packed: `qualog bundle open` makes a project of it.

    At an earlier moment it holds what was decided by then, which is a whole log too.
    """

    name = "log-jsonl"
    summary = "The whole log as JSON Lines, for an archive; 'qualog bundle open' reads it"
    suffix = ".jsonl"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the log, an entry a line; nothing is left out.

        Raises:
            NotAllowed: it would hold what a blind round hides; or the project is narrowed, and
                has no log of its own.
        """
        from qualog.log.entry import Head
        from qualog.log.replication.bundle import write_lines

        if study.where:
            raise NotAllowed("The log can only be exported in full. Leave out --where.")
        if study.hidden:
            held = message(
                "The log holds all that was coded. To export it, close the round first: "
                "qualog round close"
            )
            raise NotAllowed(paragraph(*study.hidden, held))
        store = study.log.store
        last = [(replica, store.entry(replica, seq)) for replica, seq in study.state.heads.items()]
        heads = {replica: Head(entry.seq, entry.hash, entry.at) for replica, entry in last if entry}
        with atomic_write(target) as draft, draft.open("wb") as file:
            write_lines(store, file, known={}, heads=heads)
        return []


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [LogJsonl()]
