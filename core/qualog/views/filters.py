"""Conditions on attributes: "role = manager and years >= 10", and what of a study meets them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

from attrs import evolve, frozen

from qualog.decisions import Erased
from qualog.errors import BadInput, NotFound
from qualog.state import Attribute, State
from qualog.views import nouns
from qualog.views.find import find

Values = Mapping[str, str]
"""What somebody has, by the id of the attribute."""

Condition = Callable[[Values], bool | None]
"""Says whether values meet it; None where that cannot be told, since one is not known."""

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<op><=|>=|!=|=|<|>|~)|(?P<paren>[()])|"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'"""
    r"""|(?P<word>[^\s()<>=!~"']+))"""
)
_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "~": lambda value, wanted: wanted in value,
}
_JOINED: Final = {"and", "or", "not"}


@frozen
class Filter:
    """A condition on attributes, as a person wrote it.

    Of whom an attribute is not known, it cannot be told whether they meet a comparison with it
    or its opposite: they meet neither.
    """

    text: str
    _meets: Condition

    def meets(self, values: Values) -> bool:
        """Say whether the values of somebody, by attribute, meet it."""
        return self._meets(values) is True


def read_filter(text: str, state: State) -> Filter:
    """Understand a condition: comparisons (= != < <= > >= ~) joined by `and`, `or`, `not`, ( ).

    Names and values of several words may stand in quotation marks; `~` asks whether a text
    holds another. Letter case does not matter.

    Raises:
        BadInput: it cannot be understood, or a value is not of the attribute's type.
        NotFound: no such attribute.
    """
    reader = _Reader(text, list(_tokens(text)), state)
    meets = reader.either()
    if reader.tokens:
        raise reader.lost()
    return Filter(text, meets)


def narrowed(state: State, where: Filter) -> State:
    """Give a study's state with what meets a condition alone.

    A document stays if it meets the condition itself or together with one of the participants
    who speak in it; of its codings then those stay on whose passage it is so. Where the
    document meets it by itself, all stay. Participants stay who meet it, or speak in such a
    passage; discussions are narrowed as codings are. Memos about what left, and its values,
    leave too.
    """
    passages = {id_: meeting(state, where, id_) for id_ in state.documents}
    documents = {id_: each for id_, each in state.documents.items() if passages[id_]}
    codings = {
        id_: each
        for id_, each in state.every_coding.items()
        if any(s < each.end and each.start < e for s, e in passages[each.document])
    }
    speaking = {
        who
        for id_, each in documents.items()
        for start, end in passages[id_]
        for who in each.subjects_in(start, end)
    }
    participants = {
        id_: each
        for id_, each in state.participants.items()
        if where.meets(_values(state, id_)) or id_ in speaking
    }
    discussions = {
        id_: each
        for id_, each in state.every_discussion.items()
        if any(s < each.end and each.start < e for s, e in passages[each.document])
    }
    gone = {
        *(state.documents.keys() - documents.keys()),
        *(state.every_coding.keys() - codings.keys()),
        *(state.participants.keys() - participants.keys()),
        *(state.every_discussion.keys() - discussions.keys()),
    }
    memos = {id_: each for id_, each in state.memos.items() if each.about not in gone}
    return evolve(
        state,
        documents=documents,
        every_coding=codings,
        participants=participants,
        memos=memos,
        every_discussion=discussions,
        values={key: each for key, each in state.values.items() if each.about not in gone},
        outside={id_: _between(passages[id_], each.length) for id_, each in documents.items()},
    )


def meeting(state: State, where: Filter, document: str) -> list[tuple[int, int]]:
    """Give the passages `[start, end)` of a document that meet a condition, in its order."""
    found = state.documents[document]
    own = _values(state, document)
    if where.meets(own):
        return [(0, found.length)]
    speaking = found.subjects_in(0, found.length) & state.participants.keys()
    who = {id_ for id_ in speaking if where.meets({**own, **_values(state, id_)})}
    return found.passages_of(who) if who else []


def _between(passages: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Give what lies before, between and after passages of a text."""
    edges = [0, *(edge for passage in passages for edge in passage), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _values(state: State, about: str) -> dict[str, str]:
    told = {id_: state.value(about, id_) for id_ in state.attributes}
    return {id_: value for id_, value in told.items() if value is not None}


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise BadInput(f"--where: '{text[position:].strip()}' cannot be understood.")
        position = match.end()
        kind = str(match.lastgroup)
        value = match[kind]
        is_joint = kind == "word" and value.casefold() in _JOINED
        yield ("joint", value.casefold()) if is_joint else (kind, value)


class _Reader:
    """Reads tokens from the left, a rule a method."""

    def __init__(self, text: str, tokens: list[tuple[str, str]], state: State) -> None:
        self.text, self.tokens, self.state = text, tokens, state

    def either(self) -> Condition:
        parts = [self.all_of()]
        while self.takes("joint", "or"):
            parts.append(self.all_of())
        return lambda values: _any(each(values) for each in parts)

    def all_of(self) -> Condition:
        parts = [self.one()]
        while self.takes("joint", "and"):
            parts.append(self.one())
        return lambda values: _all(each(values) for each in parts)

    def one(self) -> Condition:
        if self.takes("joint", "not"):
            negated = self.one()
            return lambda values: _not(negated(values))
        if self.takes("paren", "("):
            inner = self.either()
            if not self.takes("paren", ")"):
                raise self.lost()
            return inner
        return self.comparison()

    def comparison(self) -> Condition:
        name = self.words()
        if not name or not self.tokens or self.tokens[0][0] != "op":
            raise self.lost()
        operator = self.tokens.pop(0)[1]
        wanted = self.words()
        if not wanted:
            raise self.lost()
        try:
            attribute = find(
                self.state.attributes.values(), name, nouns.ATTRIBUTE, name=lambda each: each.name
            )
        except NotFound as error:
            raise NotFound(f"--where: {error}") from None
        return _comparing(attribute, operator, wanted)

    def words(self) -> str:
        told = []
        while self.tokens and self.tokens[0][0] in ("word", "quoted", "single"):
            told.append(self.tokens.pop(0)[1])
        return " ".join(told)

    def takes(self, kind: str, value: str) -> bool:
        if self.tokens and self.tokens[0] == (kind, value):
            self.tokens.pop(0)
            return True
        return False

    def lost(self) -> BadInput:
        at = f" at '{self.tokens[0][1]}'" if self.tokens else " at its end"
        return BadInput(
            f"--where '{self.text}' cannot be understood{at}. Write it as: role = manager, or "
            "years >= 10 and not (role ~ lead)."
        )


def _any(answers: Iterable[bool | None]) -> bool | None:
    told = set(answers)
    return True if True in told else None if None in told else False


def _all(answers: Iterable[bool | None]) -> bool | None:
    told = set(answers)
    return False if False in told else None if None in told else True


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _comparing(attribute: Attribute, operator: str, wanted: str) -> Condition:
    try:
        right = _comparable(attribute, attribute.written(wanted))
    except ValueError as error:
        raise BadInput(f"--where: {error}, which “{attribute.name}” is.") from None
    if operator == "~" and attribute.type != "text":
        raise BadInput(f"--where: ~ is for texts, and “{attribute.name}” is none.")
    compare = _COMPARE[operator]

    def meets(values: Values) -> bool | None:
        known = values.get(attribute.id)
        if known is None or isinstance(known, Erased):
            return None
        return compare(_comparable(attribute, known), right)

    return meets


def _comparable(attribute: Attribute, value: str) -> Any:
    read = attribute.read(value)
    return read.casefold() if isinstance(read, str) else read
