"""Log: the append-only log, its stores, its integrity and its copies."""
