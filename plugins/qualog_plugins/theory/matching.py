"""Finding indicators in a text in any inflection, in Swedish and English, by stems."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from qualog.text.stems import LANGUAGES, Word, languages_of, stem_of, stems, words_of


class Found(NamedTuple):
    """An indicator as it is in a text, at `[start, end)` in code points.

    Attributes:
        start: where it begins.
        end: where it ends.
        words: its words, as they are in the text.
        concept: the id of the concept that it points to.
        language: the code of the language that it is in.
    """

    start: int
    end: int
    words: str
    concept: str
    language: str


class Reading:
    """A text with the indicators that are in it, looked for once for all of its passages."""

    def __init__(self, text: str, words: list[Word], found: list[Found]) -> None:
        self._text = text
        self._words = words
        self._found = found
        self._languages = languages_of(words)

    def within(self, start: int, end: int) -> list[Found]:
        """Return the indicators that are wholly in a passage, in order.

        A passage is read in the language of which it has more small words; if that is neither, in
        that of the whole text; if that is neither too, in both. A word that a boundary of the
        passage cuts is not in the passage.
        """
        first = bisect_left(self._words, (start,))
        last = bisect_left(self._words, (end,), lo=first)
        spoken = languages_of(self._words[first:last])
        languages = spoken if len(spoken) == 1 else self._languages
        since = bisect_left(self._found, (start,))
        until = bisect_left(self._found, (end,), lo=since)
        found = {
            indicator[:4]: indicator  # a word that both languages have counts once
            for indicator in self._found[since:until]
            if indicator.end <= end and indicator.language in languages
        }
        return list(found.values())

    def all(self) -> list[Found]:
        """Return the indicators of the whole text, in order."""
        return self.within(0, len(self._text))


class Lexicon:
    """The indicators of several concepts, by the concept's id and the language's code.

    Indicators in languages that are not in `LANGUAGES` are passed over.
    """

    def __init__(self, concepts: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._phrases: dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]] = {}
        for concept, by_language in concepts.items():
            for language in LANGUAGES.keys() & by_language.keys():
                by_first = self._phrases.setdefault(language, {})
                # In their order, and not in a set's: what is found must not depend on the process.
                for phrase in dict.fromkeys(
                    stems(indicator, language) for indicator in by_language[language]
                ):
                    if phrase:
                        by_first.setdefault(phrase[0], []).append((concept, phrase))

    def read(self, text: str) -> Reading:
        """Return a text with the indicators that are in it."""
        words = list(words_of(text))
        found = [
            indicator
            for language in self._phrases
            for indicator in self._find(text, words, language)
        ]
        return Reading(text, words, sorted(found))

    def _find(self, text: str, words: list[Word], language: str) -> Iterator[Found]:
        """Yield the indicators of a language; of a concept's at one word, only the longest."""
        by_first = self._phrases[language]
        stemmed = [stem_of(word.text, language) for word in words]
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
