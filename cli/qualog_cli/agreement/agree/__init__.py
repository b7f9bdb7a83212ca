"""The command that measures agreement: which measures, what is shown, and over time."""
