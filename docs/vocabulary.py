"""Directives that make reference pages from the code: decisions, hooks, measures, rooms."""

import inspect
import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import groupby
from typing import ClassVar

import attrs
from architecture import about, layers
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from qualog.decisions import Decision, known_kinds, sealed_fields
from qualog.tables.agreement import AGREEMENT
from qualog.tables.schema import TABLES
from qualog.tables.table import Relation
from qualog.tables.views import VIEWS


class Decisions(SphinxDirective):
    """Every decision class, a section for each file: its kind, meaning and fields."""

    def run(self) -> list[nodes.Node]:
        classes = sorted(known_kinds().values(), key=lambda cls: cls.__module__)
        return [
            self.section(module, list(found))
            for module, found in groupby(classes, key=lambda cls: cls.__module__)
        ]

    def section(self, module: str, classes: list[type[Decision]]) -> nodes.section:
        """Return the section on the classes of one file."""
        title = module.rpartition(".")[2].capitalize()
        section = nodes.section("", nodes.title(text=title), ids=[nodes.make_id(title)])
        lines = [inspect.getdoc(import_module(module)) or "", ""]
        for cls in classes:
            lines += _about_kind(cls)
        section += _parsed(self, "\n".join(lines).splitlines())
        return section


def _about_kind(cls: type[Decision]) -> Iterator[str]:
    """Yield the lines on one decision class."""
    yield from [f"**{cls.kind}** (version {cls.version}), `{cls.__name__}`", ""]
    yield from [inspect.getdoc(cls) or "", ""]
    sealed = sealed_fields(cls)
    for field in attrs.fields(cls):
        where = "words, sealed" if field.name in sealed else "body"
        simple = getattr(field.type, "__name__", None)
        type_ = simple if simple and "[" not in str(field.type) else str(field.type)
        yield f"- `{field.name}`: {type_.replace('qualog.', '')} ({where})"
    yield ""


class Hook(SphinxDirective):
    """A hook's specification, from the code: what it is for, and what it is called with."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        from qualog.plugins import hookspecs

        [name] = self.arguments
        function = getattr(hookspecs, name)
        lines = [inspect.getdoc(function) or "", "", f"``{name}{inspect.signature(function)}``"]
        return _parsed(self, lines)


class Measures(SphinxDirective):
    """The agreement measures: each with its range, its assumptions and its source."""

    def run(self) -> list[nodes.Node]:
        from qualog.plugins.registry import installed_plugins

        lines: list[str] = []
        for measure in (offer.plugin for offer in installed_plugins().measures()):
            title = measure.title.replace("|", r"\|")  # a name, no markup
            lines += [f"**{measure.name}** {title}. {measure.summary}", ""]
            lines += [f"- Range: {measure.range}", f"- Assumes: {measure.assumptions}"]
            lines += [f"- Source: {measure.source}", ""]
        return _parsed(self, lines)


class Rooms(SphinxDirective):
    """The rooms of the core, the highest first, each with what its docstring says."""

    def run(self) -> list[nodes.Node]:
        lines = [f"- `{room}`: {about(room)}" for layer in layers() for room in layer]
        return _parsed(self, lines)


class Tables(SphinxDirective):
    """The tables of a study: each with what it is, and what its columns mean."""

    def run(self) -> list[nodes.Node]:
        return _parsed(self, [line for each in self.relations() for line in _about_relation(each)])

    def relations(self) -> Sequence[Relation]:
        """Return what is described."""
        return TABLES


class Views(Tables):
    """The views of a study, likewise."""

    def relations(self) -> Sequence[Relation]:
        """Return what is described."""
        return VIEWS


class AgreementColumns(SphinxDirective):
    """The columns of a frame of agreement."""

    def run(self) -> list[nodes.Node]:
        return _parsed(self, list(_columns(AGREEMENT)))


def _about_relation(relation: Relation) -> Iterator[str]:
    """Yield the lines on one table or view."""
    yield from [f"**{relation.name}**: {relation.meaning}", "", *_columns(relation), ""]


def _columns(relation: Relation) -> Iterator[str]:
    for column in relation.columns:
        of = f"id of `{column.references}`" if column.references else column.kind
        yield f"- `{column.name}` ({of}): {column.meaning}"


class Contracts(SphinxDirective):
    """The contracts of plugins: what is filled in, and what each test demands."""

    names = ("Importer", "Mapper", "Measure", "Exporter")
    examples: ClassVar = {"Importer": "Sample", "Measure": "Reference"}

    def run(self) -> list[nodes.Node]:
        lines: list[str] = []
        for name in self.names:
            module = import_module(f"qualog.testing.{name.lower()}s")
            contract = getattr(module, f"{name}Contract")
            lines += [f"**{contract.__name__}**", "", inspect.getdoc(contract) or "", ""]
            if name in self.examples:
                lines += [*_attributes(getattr(module, self.examples[name])), ""]
            for test in dir(contract):
                if test.startswith("test_"):
                    demand = inspect.getdoc(getattr(contract, test))
                    lines.append(f"- {test.removeprefix('test_').replace('_', ' ')}: {demand}")
            lines.append("")
        return _parsed(self, lines)


def _attributes(cls: type) -> Iterator[str]:
    """Yield what a class is, and its attributes as its docstring has them."""
    meaning, _, attributes = (inspect.getdoc(cls) or "").partition("Attributes:\n")
    yield from [f"`{cls.__name__}`: {meaning.strip()}", ""]
    for attribute in re.split(r"\n    (?=\w)", f"\n{attributes.rstrip()}")[1:]:
        name, _, meaning = " ".join(attribute.split()).partition(": ")
        yield f"- `{name}`: {meaning}"


def _parsed(directive: SphinxDirective, lines: list[str]) -> list[nodes.Node]:
    node = nodes.section()
    node.document = directive.state.document
    directive.state.nested_parse(StringList(lines, "generated"), 0, node)
    return node.children


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the directives known."""
    app.add_directive("decisions", Decisions)
    app.add_directive("hook", Hook)
    app.add_directive("measures", Measures)
    app.add_directive("rooms", Rooms)
    app.add_directive("contracts", Contracts)
    app.add_directive("tables", Tables)
    app.add_directive("views", Views)
    app.add_directive("agreement-columns", AgreementColumns)
    return {"parallel_read_safe": True}
