"""The commands on agreement: measured, planned, discussed, and coded in rounds for it."""

from qualog_cli.agreement.agree.command import agree_command

__all__ = ["agree_command"]
