"""Replay: from the log to the state, with a function for each kind of decision."""
