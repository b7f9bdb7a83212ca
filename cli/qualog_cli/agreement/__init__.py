"""Commands on agreement: measure, plan and discuss it; rounds, and where coders differ."""
