"""Coders as users: those who did something together are one user, as a coding has only one."""

from collections.abc import Sequence
from typing import Any

from attrs import define, field

from qualog.state import State
from qualog_plugins.exporters.refi.elements import guid, put


@define
class Users:
    """Gives users their GUIDs, and remembers whom it met."""

    state: State
    _met: dict[tuple[str, ...], str] = field(factory=dict)

    def guid(self, authors: Sequence[str]) -> str:
        """Give the GUID of the user that some authors (ids) are."""
        key = tuple(authors)
        return self._met.setdefault(key, guid("user", *key))

    @property
    def together(self) -> list[str]:
        """The names of users who are several people."""
        return [self.state.author_names(each) for each in self._met if len(each) > 1]

    def put(self, parent: Any) -> None:
        """Put all authors of the study, and those who did something together."""
        for id_ in self.state.authors:
            self.guid([id_])
        if self._met:
            users = put(parent, "Users")
            for authors, id_ in self._met.items():
                put(users, "User", guid=id_, name=self.state.author_names(authors))
