"""The state as a SQLite database: a file for the tables of each subject, and one that writes."""
