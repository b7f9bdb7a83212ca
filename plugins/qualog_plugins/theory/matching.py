"""Finding indicators in a text, whatever their inflection: Swedish and English, by stems."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

LANGUAGES: Final = {"en": "english", "sv": "swedish"}

_LETTER: Final = r"[^\W\d_][\u0300-\u036f]*"  # with its marks, where they are written apart
_WORD: Final = re.compile(rf"(?:{_LETTER})+(?:[’'](?:{_LETTER})+)*")
_HYPHENS: Final = {"-", "\u2010", "\u2011"}
_SMALL_WORDS: Final = {  # no word of one list is a word of the other language
    "en": "the and to of a that is it you was they we with not but this have be my she he at",
    "sv": "och att det som är av för jag inte har de vi ett på en med om så när kan mig han hon",
}


class Word(NamedTuple):
    """A word of a text, at `[start, end)` in code points.

    `text` is how it is compared; `joined` says that nothing but white space within a paragraph,
    or a hyphen, stands between it and the word before.
    """

    start: int
    end: int
    text: str
    joined: bool


class Found(NamedTuple):
    """An indicator as it stands in a text: `[start, end)` in code points, and the words."""

    start: int
    end: int
    words: str
    concept: str
    language: str


class Reading:
    """A text in which the indicators were looked for, once for all of its passages."""

    def __init__(self, text: str, words: list[Word], found: list[Found]) -> None:
        self._text = text
        self._words = words
        self._found = found
        self._languages = _languages_of(words)

    def within(self, start: int, end: int) -> list[Found]:
        """Give the indicators that lie wholly in a passage, in order.

        A passage is read in the language whose small words it has more of; where neither shows,
        in that of the whole text; and where that does not show either, in both. A word that the
        passage's bounds cut is none of the passage's.
        """
        first = bisect_left(self._words, (start,))
        last = bisect_left(self._words, (end,), lo=first)
        told = _languages_of(self._words[first:last])
        languages = told if len(told) == 1 else self._languages
        since = bisect_left(self._found, (start,))
        until = bisect_left(self._found, (end,), lo=since)
        found = {
            each[:4]: each  # a word that both languages have is there once
            for each in self._found[since:until]
            if each.end <= end and each.language in languages
        }
        return list(found.values())

    def all(self) -> list[Found]:
        """Give the indicators of the whole text, in order."""
        return self.within(0, len(self._text))


class Lexicon:
    """The indicators of several concepts, by the concept's id and the language's code.

    Indicators in other languages than those of `LANGUAGES` are passed over.
    """

    def __init__(self, concepts: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._phrases: dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]] = {}
        for concept, by_language in concepts.items():
            for language in LANGUAGES.keys() & by_language.keys():
                by_first = self._phrases.setdefault(language, {})
                # In order, and not in a set's: what is found must not depend on the process.
                for phrase in dict.fromkeys(
                    stems(each, language) for each in by_language[language]
                ):
                    if phrase:
                        by_first.setdefault(phrase[0], []).append((concept, phrase))

    def read(self, text: str) -> Reading:
        """Look for the indicators in a text."""
        words = list(words_of(text))
        found = [each for language in self._phrases for each in self._find(text, words, language)]
        return Reading(text, words, sorted(found))

    def _find(self, text: str, words: list[Word], language: str) -> Iterator[Found]:
        by_first = self._phrases[language]
        stemmed = [_stem(word.text, language) for word in words]
        for first, stem in enumerate(stemmed):
            longest: dict[str, int] = {}
            for concept, phrase in by_first.get(stem, ()):
                past = first + len(phrase)
                if tuple(stemmed[first:past]) == phrase and all(
                    word.joined for word in words[first + 1 : past]
                ):
                    longest[concept] = max(past, longest.get(concept, 0))
            for concept, past in longest.items():
                start, end = words[first].start, words[past - 1].end
                yield Found(start, end, " ".join(text[start:end].split()), concept, language)


def words_of(text: str) -> Iterator[Word]:
    """Give the words of a text, in order."""
    before = 0
    for each in _WORD.finditer(text):
        gap = text[before : each.start()]
        joined = gap in _HYPHENS or (not gap.strip() and gap.count("\n") < 2)
        folded = unicodedata.normalize("NFC", each.group()).casefold().replace("’", "'")
        yield Word(each.start(), each.end(), folded, joined)
        before = each.end()


def stems(phrase: str, language: str) -> tuple[str, ...]:
    """Give the stems of a phrase's words."""
    return tuple(_stem(word.text, language) for word in words_of(phrase))


def _languages_of(words: Iterable[Word]) -> list[str]:
    """Give the language whose small words are more, or both."""
    told = [word.text for word in words]
    counts = {
        language: sum(map(small.__contains__, told)) for language, small in _small_words().items()
    }
    most = max(counts.values())
    return [language for language, count in counts.items() if count == most]


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


@cache
def _stem(word: str, language: str) -> str:
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
