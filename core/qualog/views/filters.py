"""Conditions on attributes: "role = manager and years >= 10", and what of a study meets them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

from attrs import evolve, frozen

from qualog.decisions import Erased
from qualog.errors import BadInput, NotFound
from qualog.state import Attribute, State
from qualog.state.codings import Marked
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

    Of somebody whose attribute is not known, nobody can say whether they meet a comparison with
    it or its opposite: they meet neither.
    """

    text: str
    _meets: Condition

    def meets(self, values: Values) -> bool:
        """Return whether the values of somebody, by attribute, meet it."""
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
    """Return a study's state with what meets a condition alone.

    A document stays if it meets the condition itself or together with one of the participants
    who speak in it; of its codings then those stay on whose passage it is so. Where the
    document meets it by itself, all stay. Participants stay who meet it, or speak in such a
    passage; discussions are narrowed as codings are. Memos about what left, and its values,
    leave too.
    """
    passages = {id_: meeting(state, where, id_) for id_ in state.documents}
    documents = {id_: document for id_, document in state.documents.items() if passages[id_]}
    codings = {
        id_: coding for id_, coding in state.every_coding.items() if _meets_any(coding, passages)
    }
    speaking = {
        who
        for id_, document in documents.items()
        for start, end in passages[id_]
        for who in document.subjects_in(start, end)
    }
    participants = {
        id_: participant
        for id_, participant in state.participants.items()
        if where.meets(_values(state, id_)) or id_ in speaking
    }
    discussions = {
        id_: discussion
        for id_, discussion in state.every_discussion.items()
        if _meets_any(discussion, passages)
    }
    gone = {
        *(state.documents.keys() - documents.keys()),
        *(state.every_coding.keys() - codings.keys()),
        *(state.participants.keys() - participants.keys()),
        *(state.every_discussion.keys() - discussions.keys()),
    }
    memos = {id_: memo for id_, memo in state.memos.items() if memo.about not in gone}
    return evolve(
        state,
        documents=documents,
        every_coding=codings,
        participants=participants,
        memos=memos,
        every_discussion=discussions,
        values={key: value for key, value in state.values.items() if value.about not in gone},
        outside={
            id_: _between(passages[id_], document.length) for id_, document in documents.items()
        },
    )


def meeting(state: State, where: Filter, document: str) -> list[tuple[int, int]]:
    """Return the passages `[start, end)` of a document that meet a condition, in its order."""
    found = state.documents[document]
    own = _values(state, document)
    if where.meets(own):
        return [(0, found.length)]
    speaking = found.subjects_in(0, found.length) & state.participants.keys()
    who = {id_ for id_ in speaking if where.meets({**own, **_values(state, id_)})}
    return found.passages_of(who) if who else []


def _meets_any(marked: Marked, passages: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Return whether something that is marked shares a character with a passage that meets it."""
    return any(
        start < marked.end and marked.start < end for start, end in passages[marked.document]
    )


def _between(passages: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return what lies before, between and after passages of a text."""
    edges = [0, *(edge for passage in passages for edge in passage), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _values(state: State, about: str) -> dict[str, str]:
    values = {id_: state.value(about, id_) for id_ in state.attributes}
    return {id_: value for id_, value in values.items() if value is not None}


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise BadInput(
                "--where: “{condition}” cannot be understood.", condition=text[position:].strip()
            )
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
        return lambda values: _any(part(values) for part in parts)

    def all_of(self) -> Condition:
        parts = [self.one()]
        while self.takes("joint", "and"):
            parts.append(self.one())
        return lambda values: _all(part(values) for part in parts)

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
                self.state.attributes.values(),
                name,
                nouns.ATTRIBUTE,
                name=lambda attribute: attribute.name,
            )
        except NotFound as error:
            raise NotFound("--where: {reason}", reason=error.message) from None
        return _comparing(attribute, operator, wanted)

    def words(self) -> str:
        words = []
        while self.tokens and self.tokens[0][0] in ("word", "quoted", "single"):
            words.append(self.tokens.pop(0)[1])
        return " ".join(words)

    def takes(self, kind: str, value: str) -> bool:
        if self.tokens and self.tokens[0] == (kind, value):
            self.tokens.pop(0)
            return True
        return False

    def lost(self) -> BadInput:
        if not self.tokens:
            return BadInput(
                "--where “{condition}” cannot be understood at its end. Write it as: "
                "role = manager, or years >= 10 and not (role ~ lead).",
                condition=self.text,
            )
        return BadInput(
            "--where “{condition}” cannot be understood at “{token}”. Write it as: "
            "role = manager, or years >= 10 and not (role ~ lead).",
            condition=self.text,
            token=self.tokens[0][1],
        )


def _any(answers: Iterable[bool | None]) -> bool | None:
    given = set(answers)
    return True if True in given else None if None in given else False


def _all(answers: Iterable[bool | None]) -> bool | None:
    given = set(answers)
    return False if False in given else None if None in given else True


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _comparing(attribute: Attribute, operator: str, wanted: str) -> Condition:
    try:
        right = _comparable(attribute, attribute.written(wanted))
    except BadInput as error:
        raise BadInput(
            "--where: the attribute “{name}” is of another type. {reason}",
            name=attribute.name,
            reason=error.message,
        ) from None
    if operator == "~" and attribute.type != "text":
        raise BadInput(
            "--where: ~ asks whether a text holds another, and “{name}” is not a text.",
            name=attribute.name,
        )
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
