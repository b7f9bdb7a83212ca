"""The command that measures agreement: which measures, how they are shown, and over time."""
