"""The demo: a small study with two authors, played through the public API with its own dates."""

from qualog_cli.study.demo.command import demo_command

__all__ = ["demo_command"]
