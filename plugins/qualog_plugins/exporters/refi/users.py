"""Coders as users: those who did something jointly are one user, as a coding has only one."""

from collections.abc import Sequence
from typing import Any

from attrs import define, field

from qualog.state import State
from qualog_plugins.exporters.refi.elements import guid, put


@define
class Users:
    """Gives users their GUIDs, and remembers who was asked for."""

    state: State
    _guids: dict[tuple[str, ...], str] = field(factory=dict)

    def guid(self, authors: Sequence[str]) -> str:
        """Return the GUID of the user that some authors (ids) are."""
        key = tuple(authors)
        return self._guids.setdefault(key, guid("user", *key))

    @property
    def joint(self) -> list[str]:
        """The names of users who are several people."""
        return [self.state.author_names(authors) for authors in self._guids if len(authors) > 1]

    def put(self, parent: Any) -> None:
        """Put all authors of the study, and those who did something jointly."""
        for id_ in self.state.authors:
            self.guid([id_])
        if self._guids:
            users = put(parent, "Users")
            for authors, id_ in self._guids.items():
                put(users, "User", guid=id_, name=self.state.author_names(authors))
