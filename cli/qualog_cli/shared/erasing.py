"""What is said after words were erased."""

from qualog.language import message
from qualog.log.store import Store
from qualog_cli.shared.output import warn


def warn_if_unscrubbed(store: Store) -> None:
    """Warn if another program keeps erased words from being cleared out of the project."""
    if not store.scrubbed:
        warn(
            message(
                "Another program has the project open, so unused places in the file may still hold "
                "the words. Close that program, then run: qualog doctor"
            )
        )
