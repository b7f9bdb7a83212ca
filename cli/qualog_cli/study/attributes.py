"""Commands on attributes of participants and documents."""

from typing import get_args

import click

from qualog.decisions.attributes import AttributeType
from qualog.project.project import Project
from qualog.views.study import Study
from qualog_cli.shared.options import deciding, narrowing, reading
from qualog_cli.shared.show import ID, decided, made, show, table


@click.group("attribute")
def attribute_command() -> None:
    """Note by what participants and documents are told apart, such as role or age group."""


@attribute_command.command("define")
@click.argument("name")
@click.option(
    "--type",
    "type_",
    type=click.Choice(get_args(AttributeType)),
    default="text",
    show_default=True,
    help="What its values are.",
)
@deciding
def define(name: str, type_: AttributeType, project: Project, why: str | None) -> None:
    """Begin to note an attribute."""
    attribute = project.attributes.define(name, type_, why=why)
    decided(f"Attribute “{attribute.name}” ({attribute.type})", attribute.made.decision)


@attribute_command.command("rename")
@click.argument("attribute")
@click.argument("name")
@deciding
def rename(attribute: str, name: str, project: Project, why: str | None) -> None:
    """Call an attribute something else."""
    decided(f"{attribute} is called “{name}”", project.attributes.rename(attribute, name, why=why))


@attribute_command.command("give")
@click.argument("about")
@click.argument("attribute")
@click.argument("value")
@deciding
def give(about: str, attribute: str, value: str, project: Project, why: str | None) -> None:
    """Note the VALUE of an ATTRIBUTE of a participant or document (ABOUT)."""
    decision = project.attributes.give(about, attribute, value, why=why)
    decided(f"{attribute} of {about} is {value}", decision)


@attribute_command.command("take")
@click.argument("about")
@click.argument("attribute")
@deciding
def take(about: str, attribute: str, project: Project, why: str | None) -> None:
    """Take away the value of an ATTRIBUTE of a participant or document (ABOUT)."""
    decision = project.attributes.give(about, attribute, None, why=why)
    decided(f"Took {attribute} from {about}", decision)


@attribute_command.command("list")
@reading
@narrowing
def list_attributes(study: Study, as_json: bool) -> None:
    """List the attributes, and who has which value."""
    state = study.state
    names = study.names
    owners = {
        **{each.id: each.pseudonym for each in state.participants.values()},
        **{each.id: each.name for each in state.documents.values()},
    }
    given = [
        each for each in state.values.values() if each.value is not None and each.about in owners
    ]
    data = [
        {
            "id": attribute.id,
            "name": attribute.name,
            "type": attribute.type,
            "made": made(study, attribute.made),
            "values": [
                {"about": owners[each.about], "about_id": each.about, "value": each.value}
                for each in given
                if each.attribute == attribute.id
            ],
        }
        for attribute in state.attributes.values()
    ]
    rows = [
        (
            attribute.id[:ID],
            attribute.name,
            attribute.type,
            ", ".join(
                f"{names.anything(each.about)}: {each.value}"
                for each in given
                if each.attribute == attribute.id
            )
            or "–",
        )
        for attribute in state.attributes.values()
    ]
    headings = ("id", "attribute", "type", "values")
    show(study, as_json, "attributes", data, lambda: table(rows, headings))
