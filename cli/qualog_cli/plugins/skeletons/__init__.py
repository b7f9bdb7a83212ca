"""Skeletons: whole distributions to begin a plugin with, and the command that writes them."""

from qualog_cli.plugins.skeletons.command import plugin_command

__all__ = ["plugin_command"]
