"""Codes and the themes that they are grouped under."""

from attrs import frozen


@frozen
class ImportedCode:
    """One entry of a codebook; `parent` is the name of another code."""

    name: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    parent: str | None = None


@frozen
class ImportedTheme:
    """A theme with the codes under it; `parent` is the name of another theme."""

    name: str
    definition: str = ""
    parent: str | None = None
    codes: tuple[str, ...] = ()
