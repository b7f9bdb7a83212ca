"""Comments in the margin of a text, from any program, as codings and memos."""
