"""Units and groups as nouns, for places in sentences: alone, several of them, and counted."""

from typing import Final, NamedTuple

from qualog.language import Sayable, message, plural


class UnitNoun(NamedTuple):
    """What coders are compared on, as it is called in sentences.

    Attributes:
        name: one of them: "by turn".
        names: several of them, uncounted: "bootstrap over turns".
        one: one of them, counted.
        many: several of them, counted, with the place `{n}`.
    """

    name: str
    names: str
    one: str
    many: str


class GroupNoun(NamedTuple):
    """What agreement is measured for one by one, as it is called in sentences.

    Attributes:
        name: one of them, uncounted.
        one: one of them, counted.
        many: several of them, counted, with the place `{n}`.
    """

    name: str
    one: str
    many: str


_GROUPS: Final = {
    "code": GroupNoun("code", "one code", "{n} codes"),
    "theme": GroupNoun("theme", "one theme", "{n} themes"),
    "document": GroupNoun("document", "one document", "{n} documents"),
    "pair": GroupNoun("coders", "one pair of coders", "{n} pairs of coders"),
}

_UNIT: Final = UnitNoun("unit", "units", "one unit", "{n} units")
_NOUNS: Final = {
    "character": UnitNoun("character", "characters", "one character", "{n} characters"),
    "word": UnitNoun("word", "words", "one word", "{n} words"),
    "sentence": UnitNoun("sentence", "sentences", "one sentence", "{n} sentences"),
    "turn": UnitNoun("turn", "turns", "one turn", "{n} turns"),
    "answer": UnitNoun("answer", "answers", "one answer", "{n} answers"),
    "document": UnitNoun("document", "documents", "one document", "{n} documents"),
    "span": UnitNoun("span", "spans", "one span", "{n} spans"),
}
"""Whatever else reliability data call their units is a unit in sentences."""


def unit_name(unit: str) -> Sayable:
    """Return a unit's name: "turn"."""
    return message(_NOUNS.get(unit, _UNIT).name)


def unit_names(unit: str) -> Sayable:
    """Return the name of several units, uncounted: "turns"."""
    return message(_NOUNS.get(unit, _UNIT).names)


def counted_units(unit: str, amount: int) -> Sayable:
    """Return so many units: "one turn", "12 turns"."""
    noun = _NOUNS.get(unit, _UNIT)
    return plural(noun.one, noun.many, amount)


def counted_documents(amount: int) -> Sayable:
    """Return so many documents: "one document", "12 documents"."""
    return counted_units("document", amount)


def group_name(by: str) -> Sayable:
    """Return what a code, a theme, a document or a pair is called: "coders"."""
    return message(_GROUPS[by].name)


def counted_groups(by: str, amount: int) -> Sayable:
    """Return so many codes, themes, documents or pairs: "one code", "12 pairs of coders"."""
    noun = _GROUPS[by]
    return plural(noun.one, noun.many, amount)
