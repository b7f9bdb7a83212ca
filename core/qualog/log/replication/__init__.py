"""Replication: how copies of a log exchange their decisions."""
