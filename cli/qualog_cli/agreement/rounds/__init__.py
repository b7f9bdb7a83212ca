"""Rounds: coders code the same documents independently."""

from qualog_cli.agreement.rounds.command import round_command

__all__ = ["round_command"]
