"""The command that imports files, and what is said of what came of them."""

from qualog_cli.material.imports.command import import_command

__all__ = ["import_command"]
