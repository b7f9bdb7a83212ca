"""What of a file is left behind, counted by what it is."""

from collections.abc import Iterator

from attrs import define, field

from qualog.language import Sayable, message, number


@define
class LeftBehind:
    """Counts the kinds of things that an importer leaves behind.

    Kinds are told apart by their wording, and listed in the order in which they were first met.
    """

    _kinds: dict[str, tuple[Sayable, int]] = field(factory=dict)

    def add(self, kind: Sayable, count: int = 1) -> None:
        """Count some more things of a kind; a kind of which there is none is not listed."""
        if count:
            wording = str(kind)
            _, before = self._kinds.get(wording, (kind, 0))
            self._kinds[wording] = (kind, before + count)

    def messages(self) -> Iterator[Sayable]:
        """Yield each kind with how many there are: "footnotes: 3"."""
        for kind, count in self._kinds.values():
            yield message("{kind}: {n}", kind=kind, n=number(count))
