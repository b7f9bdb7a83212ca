"""Which decision an export was made after, so that it can be checked against the log."""

from qualog.views.study import Study


def last_hash(study: Study) -> str:
    """Return the hash of the last decision in hexadecimal; empty in an empty log."""
    replica, _, seq = study.last_decision.partition(".")
    entry = study.log.store.entry(replica, int(seq)) if seq else None
    return entry.hash.hex() if entry is not None else ""
