"""Commands that show what was decided, and prove it."""
