"""The state as a SQLite database, with a file for the tables of each subject."""
