"""Finding indicators in a text, whatever their inflection: Swedish and English, by stems."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from attrs import frozen

LANGUAGES: Final = {"en": "english", "sv": "swedish"}

_SENTENCE_END: Final = re.compile(r"[.!?…]+(?:\s|$)|\n\s*\n")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SMALL_WORDS: Final = {
    "en": "the and to of a in that is it you i was for on they we with not but",
    "sv": "och att det som en på är av för med jag man den inte om har de vi ett",
}


@frozen
class Found:
    """An indicator as it stands in a text: `[start, end)` in code points, and the words."""

    start: int
    end: int
    words: str


class Indicators:
    """The indicators of one concept, ready to be looked for."""

    def __init__(self, by_language: Mapping[str, Iterable[str]]) -> None:
        self._phrases = {
            language: sorted(
                {tuple(stems(phrase, language)) for phrase in phrases} - {()}, key=len, reverse=True
            )
            for language, phrases in by_language.items()
            if language in LANGUAGES
        }

    def find(self, text: str) -> list[Found]:
        """Give the indicators in a text, in order; a phrase does not reach over a sentence's end.

        The text is read in the language whose small words it has more of; where neither shows,
        as in a name of one or two words, it is read in both.
        """
        found = {
            (each.start, each.end): each
            for language in languages_of(text)
            for each in self._find_in(text, language)
        }
        return [found[place] for place in sorted(found)]

    def _find_in(self, text: str, language: str) -> Iterable[Found]:
        phrases = self._phrases.get(language, ())
        for sentence in _sentences(text):
            words = list(_WORD.finditer(text, *sentence))
            stemmed = [_stem(each.group(), language) for each in words]
            for first in range(len(words)):
                for phrase in phrases:
                    if tuple(stemmed[first : first + len(phrase)]) == phrase:
                        start, end = words[first].start(), words[first + len(phrase) - 1].end()
                        yield Found(start, end, " ".join(text[start:end].split()))
                        break


def languages_of(text: str) -> list[str]:
    """Give the language of a text, or both if it does not show."""
    words = [each.casefold() for each in _WORD.findall(text)]
    counts = {
        language: sum(word in small for word in words)
        for language, small in ((name, told.split()) for name, told in _SMALL_WORDS.items())
    }
    most = max(counts.values())
    return [language for language, count in counts.items() if count == most]


def stems(phrase: str, language: str) -> list[str]:
    """Give the stems of a phrase's words."""
    return [_stem(word, language) for word in _WORD.findall(phrase)]


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


@cache
def _stem(word: str, language: str) -> str:
    stem: str = _stemmer(language).stemWord(word.casefold())
    return stem


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(LANGUAGES[language])
