"""Commands that write results to files."""
