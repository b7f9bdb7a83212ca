"""A theory as data: concepts with definitions and indicators; and a proposed link to one.

A theory pack is a TOML file:

    name = "I and Thou"
    author = "…"
    summary = "…"
    sources = ["…"]

    [[concepts]]
    name = "I–Thou"
    definition = "…"
    opposite = "I–It"                   # optional, another concept's name
    [concepts.indicators]               # words by language; a trailing * is not needed
    en = ["dialogue", "listen"]
    sv = ["lyssna", "dialog"]
"""

from pathlib import Path

import msgspec
from attrs import field, frozen

from qualog.errors import BadInput


@frozen
class Concept:
    """One idea of a theory. `indicators` are words or short phrases, by language code."""

    name: str
    definition: str = ""
    opposite: str | None = None
    indicators: dict[str, tuple[str, ...]] = field(factory=dict)


@frozen
class TheoryPack:
    """A theory as a pack tells it, before a project adopts it."""

    name: str
    author: str = ""
    summary: str = ""
    sources: tuple[str, ...] = ()
    concepts: tuple[Concept, ...] = ()


@frozen
class Theory:
    """A theory that a project adopted: the pack, with an id for itself and each concept."""

    id: str
    pack: TheoryPack
    concept_ids: tuple[str, ...]

    @property
    def name(self) -> str:
        """The theory's name."""
        return self.pack.name

    def concepts(self) -> tuple[tuple[str, Concept], ...]:
        """Give each concept with its id, in the pack's order."""
        return tuple(zip(self.concept_ids, self.pack.concepts, strict=True))


@frozen
class Evidence:
    """A passage that speaks for a link, `[start, end)` in code points of a document.

    `revision` is the one of its text that this is meant in, which Qualog notes.
    """

    document: str
    start: int
    end: int
    revision: str | None = None


@frozen
class Proposal:
    """A link that a mapper sees: from a code, coding or theme (its id) to a concept (its id)."""

    subject: str
    concept: str
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""


def read_pack(path: Path) -> TheoryPack:
    """Read a theory pack.

    Raises:
        BadInput: no such file, no TOML, or a field that is missing or of the wrong type.
    """
    import tomllib

    try:
        pack = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), TheoryPack)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: not a TOML file: {error}.") from None
    except msgspec.ValidationError as error:
        raise BadInput(f"{path}: {error}. See the reference for the form of a pack.") from None
    names = [concept.name for concept in pack.concepts]
    if not names:
        raise BadInput(f"{path}: a theory pack needs at least one [[concepts]].")
    for concept in pack.concepts:
        if names.count(concept.name) > 1:
            raise BadInput(f"{path}: the concept '{concept.name}' is there more than once.")
        if concept.opposite is not None and concept.opposite not in names:
            raise BadInput(
                f"{path}: '{concept.name}' has the opposite '{concept.opposite}', "
                "which is no concept of this pack."
            )
    return pack
