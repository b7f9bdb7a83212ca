"""Skeletons: whole distributions for who begins a plugin, and the command that writes them."""

from qualog_cli.plugins.skeletons.command import plugin_command

__all__ = ["plugin_command"]
