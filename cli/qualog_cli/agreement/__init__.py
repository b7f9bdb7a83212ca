"""Commands on agreement: measured, planned, discussed; rounds of coding, and where coders differ."""
