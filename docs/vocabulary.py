"""A directive each for decisions, hooks and measures, so that the reference is never by hand."""

import inspect
import re
from collections.abc import Iterator
from typing import ClassVar

import attrs
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class Decisions(SphinxDirective):
    """The decision classes of one subject: kind, meaning, fields."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        import importlib

        from qualog.decisions import Decision, sealed_fields

        module = importlib.import_module(f"qualog.decisions.{self.arguments[0]}")
        lines = [inspect.getdoc(module) or "", ""]
        for cls in vars(module).values():
            is_own = inspect.isclass(cls) and cls.__module__ == module.__name__
            if not is_own or not issubclass(cls, Decision):
                continue
            lines += [f"**{cls.kind}** (version {cls.version}), `{cls.__name__}`", ""]
            lines += [*(inspect.getdoc(cls) or "").splitlines(), ""]
            sealed = sealed_fields(cls)
            for each in attrs.fields(cls):
                where = "words, sealed" if each.name in sealed else "body"
                kind = getattr(each.type, "__name__", None)
                told = kind if kind and "[" not in str(each.type) else str(each.type)
                lines.append(f"- `{each.name}`: {told.replace('qualog.', '')} ({where})")
            lines.append("")
        return _parsed(self, lines)


class Hooks(SphinxDirective):
    """The hook specifications, as they stand in the code."""

    def run(self) -> list[nodes.Node]:
        from qualog.plugins import hookspecs

        lines: list[str] = []
        for name, function in vars(hookspecs).items():
            if name.startswith("qualog_"):
                signature = inspect.signature(function)
                lines += [f"**{name}{signature}**", "", inspect.getdoc(function) or "", ""]
        return _parsed(self, lines)


class Measures(SphinxDirective):
    """The agreement measures: what each says, takes for granted, and is from."""

    def run(self) -> list[nodes.Node]:
        from qualog.plugins.registry import installed_plugins

        lines: list[str] = []
        for measure in (offer.plugin for offer in installed_plugins().measures()):
            title = measure.title.replace("|", r"\|")  # a name, no markup
            lines += [f"**{measure.name}** {title}. {measure.summary}", ""]
            lines += [f"- Range: {measure.range}", f"- Assumes: {measure.assumptions}"]
            lines += [f"- Source: {measure.source}", ""]
        return _parsed(self, lines)


class Contracts(SphinxDirective):
    """The contracts of plugins: what is filled in, and what each test demands."""

    names = ("Importer", "Mapper", "Measure", "Exporter")
    given: ClassVar = {"Importer": "Sample", "Measure": "Reference"}

    def run(self) -> list[nodes.Node]:
        import importlib

        lines: list[str] = []
        for name in self.names:
            module = importlib.import_module(f"qualog.testing.{name.lower()}s")
            contract = getattr(module, f"{name}Contract")
            lines += [f"**{contract.__name__}**", "", inspect.getdoc(contract) or "", ""]
            for given in filter(None, [self.given.get(name)]):
                lines += [*_attributes(getattr(module, given)), ""]
            for test in dir(contract):
                if test.startswith("test_"):
                    told = inspect.getdoc(getattr(contract, test))
                    lines.append(f"- {test.removeprefix('test_').replace('_', ' ')}: {told}")
            lines.append("")
        return _parsed(self, lines)


def _attributes(cls: type) -> Iterator[str]:
    """Give what a class is, and its attributes as its docstring tells them."""
    told, _, attributes = (inspect.getdoc(cls) or "").partition("Attributes:\n")
    yield from [f"`{cls.__name__}`: {told.strip()}", ""]
    for each in re.split(r"\n    (?=\w)", f"\n{attributes.rstrip()}")[1:]:
        name, _, meaning = " ".join(each.split()).partition(": ")
        yield f"- `{name}`: {meaning}"


def _parsed(directive: SphinxDirective, lines: list[str]) -> list[nodes.Node]:
    node = nodes.section()
    node.document = directive.state.document
    directive.state.nested_parse(StringList(lines, "generated"), 0, node)
    return node.children


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the directives known."""
    app.add_directive("decisions", Decisions)
    app.add_directive("hooks", Hooks)
    app.add_directive("measures", Measures)
    app.add_directive("contracts", Contracts)
    return {"parallel_read_safe": True}
