"""Replay: from the log to the state; what each decision does to it, one file a subject."""
