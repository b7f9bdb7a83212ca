"""A theory as data: its concepts, with definitions and indicators.

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
from typing import TYPE_CHECKING

import msgspec

from qualog.decisions.theory import TheoryPack
from qualog.errors import BadInput, PluginError
from qualog.files import FilePath

if TYPE_CHECKING:
    from qualog.plugins.registry import Registration


def find_pack(wanted: FilePath) -> TheoryPack:
    """Return the theory pack of a TOML file, or the one of a name that is installed.

    Raises:
        NotFound: no pack that is installed has the name.
        BadInput: it cannot be read, or is none.
        PluginError: it is installed, and so cannot be read.
    """
    from qualog.plugins.registry import installed_plugins

    path = Path(wanted)
    if path.suffix == ".toml":
        return read_pack(path)
    return read_installed(installed_plugins().theories().named(str(wanted)))


def read_installed(pack: "Registration[Path]") -> TheoryPack:
    """Return a theory pack that a plugin brings.

    Raises:
        PluginError: it cannot be read, or is none; the message names the plugin.
    """
    try:
        return read_pack(pack.plugin)
    except BadInput as error:
        raise PluginError(
            "The plugin {plugin} is broken: {cause}", plugin=pack.origin, cause=error
        ) from error


def read_pack(path: Path) -> TheoryPack:
    """Read a theory pack.

    Raises:
        BadInput: it cannot be read, is not TOML, or a field is missing or of the wrong type.
    """
    import tomllib

    try:
        pack = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), TheoryPack)
    except OSError as error:
        raise BadInput(
            "{path} cannot be read: {reason}.", path=path, reason=error.strerror
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput("{path} is not a TOML file: {reason}.", path=path, reason=error) from None
    except msgspec.ValidationError as error:
        raise BadInput(
            "{path} is not a theory pack: {reason}. Its form is in the reference.",
            path=path,
            reason=error,
        ) from None
    names = [concept.name for concept in pack.concepts]
    if not names:
        raise BadInput("{path} has no [[concepts]]; a theory pack needs at least one.", path=path)
    for concept in pack.concepts:
        if names.count(concept.name) > 1:
            raise BadInput(
                "{path} has the concept “{concept}” more than once.",
                path=path,
                concept=concept.name,
            )
        if concept.opposite is not None and concept.opposite not in names:
            raise BadInput(
                "In {path}, “{concept}” has the opposite “{opposite}”, which is not a concept of "
                "the pack.",
                path=path,
                concept=concept.name,
                opposite=concept.opposite,
            )
    return pack
