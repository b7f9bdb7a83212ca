"""Shortening: a text as it fits into a sentence."""

QUOTE = 60
"""So many characters of a quotation are shown."""


def shortened(text: str, most: int = QUOTE) -> str:
    """Return a text on one line, with `…` for its end where it has more characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
