"""Commands on agreement: measured, planned and discussed; rounds, and where coders differ."""
