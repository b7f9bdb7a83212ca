"""Replication: how the copies of a log come to have each other's decisions."""
