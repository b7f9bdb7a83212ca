"""Comments in the margin of a text, whatever program it was written in, as codings and memos."""
