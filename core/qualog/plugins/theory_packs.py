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

from qualog.decisions.theory import TheoryPack
from qualog.errors import BadInput


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
