"""Stores: where the lines of a log are kept. SQLite is here; other stores are plugins."""
