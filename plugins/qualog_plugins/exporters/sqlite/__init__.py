"""The state as a SQLite database: the tables of the core, in a file."""
