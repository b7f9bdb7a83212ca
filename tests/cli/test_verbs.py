"""What is decided with a command is decided in Python by the operation of the same name."""

import click
import pytest

from qualog import Project
from qualog.project.families import Family
from qualog_cli.main import qualog

FAMILIES = {name: each.cls for name, each in vars(Project).items() if isinstance(each, Family)}


def deciding():
    """Yield the commands of groups that decide something: they are asked for a reason."""
    context = click.Context(qualog)
    for name in qualog.list_commands(context):
        group = qualog.get_command(context, name)
        if isinstance(group, click.Group) and name != "bundle":  # its file is no decision
            for verb in group.list_commands(context):
                command = group.get_command(context, verb)
                if any(parameter.name == "why" for parameter in command.params):
                    yield name, verb


@pytest.mark.parametrize(("group", "verb"), list(deciding()))
def test_an_operation_is_called_as_its_command(group, verb):
    family = {"copies": "copies", "discuss": "discussions", "theory": "theory"}.get(
        group, f"{group}s"
    )
    assert hasattr(FAMILIES[family], verb.replace("-", "_"))
