"""History: the log in sentences, the life of a code, two moments compared, agreement over time."""
