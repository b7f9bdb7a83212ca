"""Where coders differ: passages, confused codes and boundaries, as a list to discuss together."""

from qualog_cli.agreement.disagreements.command import disagreements_command

__all__ = ["disagreements_command"]
