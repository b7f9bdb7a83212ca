"""Commands on attributes of participants and documents."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import click

from qualog.decisions.attributes import AttributeType
from qualog.language import Sayable, listing, message
from qualog.project.project import Project
from qualog.state import Attribute, AttributeValue, State
from qualog.views.study import Study
from qualog_cli.shared.commands import group
from qualog_cli.shared.formats import NOTHING, provenance_data, short_id
from qualog_cli.shared.options import deciding, narrowing, reading
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table
from qualog_cli.shared.types import ATTRIBUTE, PARTICIPANT_OR_DOCUMENT
from qualog_cli.shared.usage import OneOf


@group("attribute")
def attribute_command() -> None:
    """Define attributes of participants and documents, such as role or age group.

    They narrow what other commands show: --where "role = manager"

    Examples:
        qualog attribute define role
        qualog attribute give "Interviewee 1" role manager
        qualog codings --where "role = manager"
    """


@attribute_command.command("define")
@click.argument("name")
@click.option(
    "--type",
    "type_",
    type=OneOf(get_args(AttributeType)),
    default="text",
    show_default=True,
    help="The type of its values.",
)
@deciding
def define(name: str, type_: AttributeType, project: Project, why: str | None) -> None:
    """Define an attribute.

    Examples:
        qualog attribute define role
        qualog attribute define years --type number
    """
    attribute = project.attributes.define(name, type_, why=why)
    said = message(
        "Defined the attribute “{name}” ({type})", name=attribute.name, type=attribute.type
    )
    say_decided(said, attribute.made.decision)


@attribute_command.command("rename")
@click.argument("attribute", type=ATTRIBUTE)
@click.argument("name")
@deciding
def rename(attribute: str, name: str, project: Project, why: str | None) -> None:
    """Change the name of an attribute.

    Examples:
        qualog attribute rename role position
    """
    renamed = project.attributes.rename(attribute, name, why=why)
    say_decided(message("Renamed “{old}” to “{new}”", old=attribute, new=name), renamed)


@attribute_command.command("give")
@click.argument("about", type=PARTICIPANT_OR_DOCUMENT)
@click.argument("attribute", type=ATTRIBUTE)
@click.argument("value")
@deciding
def give(about: str, attribute: str, value: str, project: Project, why: str | None) -> None:
    """Note the value of an attribute of a participant or document.

    ABOUT is the participant or the document.

    Examples:
        qualog attribute give "Interviewee 1" role manager
        qualog attribute give "Interview 1" role manager
    """
    decision = project.attributes.give(about, attribute, value, why=why)
    said = message(
        "The attribute “{attribute}” of {about} is now “{value}”",
        attribute=attribute,
        about=about,
        value=value,
    )
    say_decided(said, decision)


@attribute_command.command("take")
@click.argument("about", type=PARTICIPANT_OR_DOCUMENT)
@click.argument("attribute", type=ATTRIBUTE)
@deciding
def take(about: str, attribute: str, project: Project, why: str | None) -> None:
    """Remove the value of an attribute from a participant or document.

    ABOUT is the participant or the document.

    Examples:
        qualog attribute take "Interviewee 1" role
    """
    decision = project.attributes.take(about, attribute, why=why)
    said = message("Removed “{attribute}” from {about}", attribute=attribute, about=about)
    say_decided(said, decision)


@attribute_command.command("list")
@reading
@narrowing
def list_attributes(study: Study, as_json: bool) -> None:
    """List the attributes with their values.

    Examples:
        qualog attribute list
        qualog attribute list --json
    """
    owners = _owners(study.state)
    attributes = list(study.state.attributes.values())
    data = [_attribute_data(study, attribute, owners) for attribute in attributes]
    rows = [
        (
            short_id(attribute.id),
            attribute.name,
            attribute.type,
            _values(study.state, attribute, owners),
        )
        for attribute in attributes
    ]
    headings = ("id", "attribute", "type", "values")
    none = message("There are no attributes. To define one: qualog attribute define NAME")
    show(study, as_json, "attributes", data, lambda: table(rows, headings) if rows else [none])


def _owners(state: State) -> Mapping[str, str]:
    """Return what has attributes: the names of participants and documents by their ids."""
    return {
        **{participant.id: participant.pseudonym for participant in state.participants.values()},
        **{document.id: document.name for document in state.documents.values()},
    }


def _given(
    state: State, attribute: Attribute, owners: Mapping[str, str]
) -> Iterator[AttributeValue]:
    for given in state.values.values():
        is_shown = given.value is not None and given.about in owners
        if is_shown and given.attribute == attribute.id:
            yield given


def _attribute_data(
    study: Study, attribute: Attribute, owners: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "id": attribute.id,
        "name": attribute.name,
        "type": attribute.type,
        "made": provenance_data(study, attribute.made),
        "values": [
            {"about": owners[given.about], "about_id": given.about, "value": given.value}
            for given in _given(study.state, attribute, owners)
        ],
    }


def _values(state: State, attribute: Attribute, owners: Mapping[str, str]) -> Sayable:
    values = [
        message("{owner}: {value}", owner=owners[given.about], value=given.value)
        for given in _given(state, attribute, owners)
    ]
    return listing(values) if values else NOTHING
