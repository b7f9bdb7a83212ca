"""The append-only log: line, chain, clock, stores, verification."""
