"""Names of columns that R and SQL take as they are, whatever people and codes are called."""

from collections.abc import Iterable, Sequence
from unicodedata import normalize


def column_names(parts: Iterable[Sequence[str]], taken: Iterable[str]) -> list[str]:
    """Return a name for each column, made of its parts: `ingrid_falk_own_judgement`.

    Letters and digits stay, the letters in lower case, as some programs do not tell case; whatever
    else there is becomes `_`. A name that would begin with a digit begins with `x`, and one that
    an earlier column has gets a number: `ingrid_trust_2`.

    Args:
        parts: what each name is made of.
        taken: the names that other columns have.
    """
    known = set(taken)
    found = []
    for words in parts:
        stem = _syntactic("_".join(words))
        name, number = stem, 1
        while name in known:
            number += 1
            name = f"{stem}_{number}"
        known.add(name)
        found.append(name)
    return found


def _syntactic(text: str) -> str:
    # What may stand within a name in Python are the letters, marks and digits of any script.
    kept = (
        character if f"x{character}".isidentifier() else " "
        for character in normalize("NFKC", text).lower().replace("_", " ")
    )
    name = "_".join("".join(kept).split()) or "x"
    return name if name.isidentifier() else f"x{name}"
