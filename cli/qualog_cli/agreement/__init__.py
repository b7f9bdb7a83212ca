"""The command that measures agreement: what is asked, measured and shown."""

from qualog_cli.agreement.agree.command import agree_command

__all__ = ["agree_command"]
