"""Replication: how the copies of a log take each other's decisions in."""
