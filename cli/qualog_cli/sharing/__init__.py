"""Commands that bring copies of a study together."""
