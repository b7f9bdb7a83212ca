"""Families of operations on a project, such as `project.codes`: imported when first asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import Generic, TypeVar, overload

from qualog.operations.base import StudySession

F = TypeVar("F")


class Family(Generic[F]):
    """A family of operations, or of frames, as an attribute of a project.

    To import all families takes longer than a command that only reads, so each is imported when
    it is first asked for, by its module and its class: `Family("operations.codes:Codes")`. As the
    attribute is declared `ClassVar[Family["Codes"]]`, type checkers and editors know a `Codes`.
    """

    def __init__(self, where: str) -> None:
        self._module, _, self._class = where.partition(":")

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @property
    def cls(self) -> Callable[[StudySession], F]:
        """The class of the family, imported when it is first asked for."""
        found: Callable[[StudySession], F] = getattr(
            import_module(f"qualog.{self._module}"), self._class
        )
        return found

    @overload
    def __get__(self, project: None, owner: type) -> "Family[F]": ...
    @overload
    def __get__(self, project: StudySession, owner: type) -> F: ...
    def __get__(self, project: StudySession | None, owner: type) -> "F | Family[F]":
        if project is None:
            return self
        family = self.cls(project)
        project.__dict__[self._name] = (
            family  # found there from now on, as Python looks there first
        )
        return family
