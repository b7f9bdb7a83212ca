"""Rounds: coders code the same documents, each for themselves."""

from qualog_cli.agreement.rounds.command import round_command

__all__ = ["round_command"]
