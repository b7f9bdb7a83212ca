"""The command that imports files, and what it prints about the result."""

from qualog_cli.material.imports.command import import_command

__all__ = ["import_command"]
