"""The append-only log: entries, chains, the clock; stores, integrity and replication."""
