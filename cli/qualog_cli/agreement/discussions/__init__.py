"""Discussions of passages, and what they settle."""

from qualog_cli.agreement.discussions.command import discuss_command

__all__ = ["discuss_command"]
