"""A code's definition in one description, as REFI-QDA has no more: written, and read again.

What to include, what to exclude and examples are paragraphs that begin with these words.
"""

import re

_LABELS = ("Include", "Exclude", "Example")
_BEGINS = re.compile(rf"(?:\A|\n\n)({'|'.join(_LABELS)}): ")

Definition = tuple[str, str, str, tuple[str, ...]]
"""The definition, what to include, what to exclude, and examples."""


def describe(definition: Definition) -> str:
    """Give a definition with what belongs to it as one text."""
    told, include, exclude, examples = definition
    parts = [("Include", include), ("Exclude", exclude), *(("Example", each) for each in examples)]
    return "\n\n".join(
        [*([told] if told else []), *(f"{label}: {text}" for label, text in parts if text)]
    )


def read_description(text: str) -> Definition:
    """Take such a text apart; one that has no such paragraphs is a definition alone."""
    told, *rest = _BEGINS.split(text)
    found: dict[str, list[str]] = {label: [] for label in _LABELS}
    for label, words in zip(rest[::2], rest[1::2], strict=True):
        found[label].append(words)
    include, exclude = ("\n\n".join(found[each]) for each in ("Include", "Exclude"))
    return told, include, exclude, tuple(found["Example"])
