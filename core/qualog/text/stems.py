"""Words of a text and their stems, in Swedish and English, and which of them a text is in.

The stems are those of the Snowball stemmers (https://snowballstem.org).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

LANGUAGES: Final = {"en": "english", "sv": "swedish"}
"""Languages that are read, by code: what their stemmer is called."""

_LETTER: Final = (
    r"[^\W\d_][\u0300-\u036f]*"  # with its accents, if they are characters of their own
)
_WORD: Final = re.compile(rf"(?:{_LETTER})+(?:[’'](?:{_LETTER})+)*")
_HYPHENS: Final = {"-", "\u2010", "\u2011"}
_SMALL_WORDS: Final = {  # no word of one list is a word of the other language
    "en": "the and to of a that is it you was they we with not but this have be my she he at",
    "sv": "och att det som är av för jag inte har de vi ett på en med om så när kan mig han hon",
}


class Word(NamedTuple):
    """A word of a text, at `[start, end)` in code points.

    Attributes:
        start: where it begins.
        end: where it ends.
        text: how it is compared: in small letters, with one kind of apostrophe.
        joined: whether there is only white space within a paragraph, or a hyphen, between it and
            the word before.
    """

    start: int
    end: int
    text: str
    joined: bool


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text, in order."""
    before = 0
    for match in _WORD.finditer(text):
        gap = text[before : match.start()]
        joined = gap in _HYPHENS or (not gap.strip() and gap.count("\n") < 2)
        folded = unicodedata.normalize("NFC", match.group()).casefold().replace("’", "'")
        yield Word(match.start(), match.end(), folded, joined)
        before = match.end()


def stems(phrase: str, language: str) -> tuple[str, ...]:
    """Return the stems of a phrase's words."""
    return tuple(stem_of(word.text, language) for word in words_of(phrase))


def languages_of(words: Iterable[Word]) -> list[str]:
    """Return the language of which there are more small words, or both if there are as many."""
    texts = [word.text for word in words]
    counts = {
        language: sum(map(small.__contains__, texts)) for language, small in _small_words().items()
    }
    most = max(counts.values())
    return [language for language, count in counts.items() if count == most]


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


@cache
def stem_of(word: str, language: str) -> str:
    """Return the stem of a word in small letters, in a language by its code."""
    stem_word = _stemmer(language).stemWord
    if language != "sv":
        english: str = stem_word(word)
        return english
    # Snowball leaves definite forms such as handlingsutrymmet, rummet, människan and ärendena.
    if len(word) > 4 and word.endswith(("et", "an")):
        word = word[:-1]
    elif len(word) > 6 and word.endswith("ena"):
        word = word[:-2]
    swedish: str = stem_word(word)
    return swedish.removesuffix("m") if swedish.endswith("mm") else swedish  # rum, rummet


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(LANGUAGES[language])
