"""Stores: where the entries of a log are kept. SQLite is here; other databases are plugins."""
