"""A code's definition with what belongs to it as one description, as REFI-QDA has no more.

What to include, what to exclude and examples are paragraphs that begin with these words.
"""

import re

_LABELS = ("Include", "Exclude", "Example")
_BEGINS = re.compile(rf"(?:\A|\n\n)({'|'.join(_LABELS)}): ")

Definition = tuple[str, str, str, tuple[str, ...]]
"""The definition, what to include, what to exclude, and examples."""


def describe(definition: Definition) -> str:
    """Return a definition with what belongs to it as one text."""
    meaning, include, exclude, examples = definition
    parts = [("Include", include), ("Exclude", exclude), *(("Example", text) for text in examples)]
    return "\n\n".join(
        [*([meaning] if meaning else []), *(f"{label}: {text}" for label, text in parts if text)]
    )


def read_description(text: str) -> Definition:
    """Return what such a text was made of; one without such paragraphs is a definition alone."""
    meaning, *rest = _BEGINS.split(text)
    found: dict[str, list[str]] = {label: [] for label in _LABELS}
    for label, words in zip(rest[::2], rest[1::2], strict=True):
        found[label].append(words)
    include, exclude = ("\n\n".join(found[label]) for label in ("Include", "Exclude"))
    return meaning, include, exclude, tuple(found["Example"])
