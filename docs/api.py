"""The pages on the Python API, from the public face: each name with what its docstring says."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

import qualog
from qualog import state
from qualog.operations.base import Operations, StudySession
from qualog.project.families import Family

_BEFORE = {"Args": "", "Attributes": "", "Raises": "raises ", "Returns": "returns: "}
_SECTIONS = re.compile(r"^(Args|Returns|Raises|Attributes):$", re.MULTILINE)


def write(folder: Path) -> None:
    """Write what the page includes: a file for each of its parts."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in (project, others, values):
        (folder / f"api-{part.__name__}.md").write_text("\n".join(part()), "utf-8")


def project() -> Iterator[str]:
    """Yield the lines on `Project`: what it does itself, then each family of operations."""
    yield from _class("Project", qualog.Project, "")
    for name, family in vars(qualog.Project).items():
        if isinstance(family, Family):
            cls = family.cls
            yield from ["", f"### project.{name}", "", inspect.getdoc(cls) or "", ""]
            yield from _methods(cls, f"project.{name}.")


def others() -> Iterator[str]:
    """Yield the lines on all other names of the face, and on what a state holds."""
    for name in qualog.__all__:
        value = getattr(qualog, name)
        if value is qualog.Project:
            continue
        if isinstance(value, type):
            yield from _class(name, value, f"{name.lower()}.")
        else:
            yield from ["", f"### {name}", "", *_docstring(inspect.getdoc(value) or "")]


def values() -> Iterator[str]:
    """Yield the lines on the values that a state holds."""
    for name in state.__all__:
        if isinstance(value := getattr(state, name), type) and value is not qualog.State:
            yield from _class(name, value, f"{name.lower()}.")


def _class(name: str, cls: type, prefix: str) -> Iterator[str]:
    yield from ["", f"### {name}", "", *_docstring(inspect.getdoc(cls) or "")]
    fields = list(_fields(cls))
    if fields:
        yield from ["", ", ".join(f"`{field}: {type_}`" for field, type_ in fields), ""]
    if not issubclass(cls, BaseException):
        yield from _methods(cls, prefix or f"{name}.")


def _fields(cls: type) -> Iterator[tuple[str, str]]:
    if attrs.has(cls):
        for field in attrs.fields(cls):
            if not field.name.startswith("_"):
                yield field.name, _type(field.type)
    elif hasattr(cls, "_fields"):
        yield from ((name, _type(cls.__annotations__[name])) for name in cls._fields)


def _methods(cls: type, prefix: str) -> Iterator[str]:
    """Yield the public methods and properties of a class, but not what all operations share."""
    for name, member in _members(cls):
        shown = f"{prefix}{name}"
        if not isinstance(member, property):
            shown += _signature(getattr(cls, name))
        yield from [f"**`{shown}`**", "", *_docstring(inspect.getdoc(member) or ""), ""]


def _members(cls: type) -> Iterator[tuple[str, Any]]:
    # What operations ask of the project is a seam inside of Qualog, and no door.
    inside = {*vars(Operations), *vars(StudySession), *StudySession.__annotations__}
    for name, member in inspect.getmembers_static(cls):
        function = getattr(member, "fget", getattr(member, "__func__", member))
        if (
            not name.startswith("_")
            and name not in inside
            and inspect.isfunction(function)
            and function.__module__.startswith("qualog.")
        ):
            yield name, member


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    parameters = [
        parameter.replace(annotation=parameter.empty)
        for name, parameter in signature.parameters.items()
        if name not in ("self", "clock")
    ]
    shown = signature.replace(parameters=parameters, return_annotation=signature.empty)
    returned = _type(signature.return_annotation)
    return str(shown) + ("" if returned in ("None", "empty") else f" -> {returned}")


def _type(annotation: Any) -> str:
    """Return a type without the modules that its names come from."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b\w+\.(?=[\w.]*\w)", "", text.replace("'", "").replace('"', ""))


def _docstring(text: str) -> Iterator[str]:
    """Yield the lines of a docstring, with lists in the place of its sections."""
    plain, *sections = _SECTIONS.split(text)
    yield from [plain.strip(), ""]
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        entries = re.split(r"\n    (?=\S)", f"\n{body.rstrip()}")[1:]
        for entry in entries:
            head, colon, meaning = " ".join(entry.split()).partition(": ")
            told = f"`{head}`: {meaning}" if colon else head
            yield f"- {_BEFORE[title]}{told}"
        yield ""
