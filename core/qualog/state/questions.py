"""Questions: what authors decided without knowing of each other, for them to settle.

Each class is one sort of question, and tells itself; `open_questions` finds those of a state.
"""

from typing import ClassVar, Final, NamedTuple

from attrs import frozen

from qualog.decisions.names import Names
from qualog.language import Message, Sayable, clauses, listing, message, plural
from qualog.state.codings import Coding
from qualog.state.provenance import Provenance
from qualog.state.registers import SHARED_FIELDS

CORRECTED: Final = "passage-corrected"
"""The kind of the question what a coding means whose words were corrected."""

PUT_ASIDE: Final = "put-aside"
"""The kind of the question of decisions that two authors put aside."""

COPY_ENDED: Final = "copy-ended"
"""The kind of the question whether a copy has ended, as one author says."""


class Unapplied(NamedTuple):
    """A decision that could not take effect, and why.

    `on` is the shared field, and the id of the thing, that it would have given a value.
    """

    made: Provenance
    kind: str
    why: Message
    on: tuple[str, str] | None = None

    @property
    def decision(self) -> str:
        """The decision's id."""
        return self.made.decision


class Acknowledged(NamedTuple):
    """A decision that a question may stay as it is shown; it answers what it had seen of it."""

    made: Provenance
    question: str
    field: str


@frozen
class Question:
    """Something for the authors to settle.

    Attributes:
        kind: the field in question; or the kind of the decisions that could not take effect.
        decisions: all that it is about.
        about: the id of the thing in question; None for the study, or where it is not there.
        choices: the decisions (ids) whose values can be kept, the one that is shown last. Where
            there is none, the answer is another decision, or that all stays as it is.
        called: the decision that it is called by, where that is not the last of them.
    """

    kind: str
    decisions: tuple[Provenance, ...]
    about: str | None = None
    choices: tuple[str, ...] = ()
    called: Provenance | None = None

    @property
    def decision(self) -> str:
        """The id of the decision that the question is called by."""
        return (self.called or max(self.decisions)).decision

    def sentence(self, names: Names) -> Message:
        """Return what was decided, and by whom."""
        raise NotImplementedError

    def choice(self, decision: str, names: Names) -> Message:
        """Return what one of the choices decided, and who did."""
        return message("{decision}", decision=names.sentence_of(decision, self.about))

    def may_be_called(self, decision: str) -> bool:
        """Return whether an answer may have called the question by a decision (an id)."""
        named = self.decisions if self.called is None else (self.called,)
        return any(made.decision == decision for made in named)


@frozen(kw_only=True)
class UnappliedDecisions(Question):
    """Decisions that could not take effect, for one reason."""

    why: Message

    def sentence(self, names: Names) -> Message:
        """Return whose decisions have no effect, and why."""
        return plural(
            "A decision of {who} ({kind}) has no effect: {reason}",
            "{n} decisions of {who} ({kind}) have no effect: {reason}",
            len(self.decisions),
            who=_authors(names, self.decisions),
            kind=self.kind,
            reason=self.why,
        )


@frozen(kw_only=True)
class PutAside(Question):
    """Decisions that do not count: authors agree that their copy had ended before."""

    copy: str
    last: int
    by: tuple[str, ...]

    def sentence(self, names: Names) -> Message:
        """Return how many they are, and who put them aside."""
        values = {"copy": self.copy[:4], "last": self.last}
        if not self.by:  # its own end is not what put them aside: who let it in has ended
            return plural(
                "A decision of the copy {copy} is put aside: whoever let that copy in had ended "
                "themselves",
                "{n} decisions of the copy {copy} are put aside: whoever let that copy in had "
                "ended themselves",
                len(self.decisions),
                **values,
            )
        return plural(
            "A decision of the copy {copy} is put aside: {who} say that it had ended after its "
            "decision {last}",
            "{n} decisions of the copy {copy} are put aside: {who} say that it had ended after "
            "its decision {last}",
            len(self.decisions),
            who=names.authors(self.by),
            **values,
        )


@frozen(kw_only=True)
class EndInDoubt(Question):
    """Decisions that count, though somebody says that their copy had ended before."""

    copy: str
    last: int
    by: tuple[str, ...]
    not_by: tuple[str, ...]

    def sentence(self, names: Names) -> Message:
        """Return who says so and who does not, and how much it concerns."""
        values = {"copy": self.copy[:4], "last": self.last}
        if not self.by:
            return plural(
                "Whoever let the copy {copy} in had ended. A decision of it still counts, and "
                "nothing that it erases is erased",
                "Whoever let the copy {copy} in had ended. {n} decisions of it still count, and "
                "nothing that they erase is erased",
                len(self.decisions),
                **values,
            )
        who = names.authors(self.by)
        if not self.not_by:
            return plural(
                "{who} ended the copy {copy} after its decision {last}. A later one still counts",
                "{who} ended the copy {copy} after its decision {last}. {n} later ones still count",
                len(self.decisions),
                who=who,
                **values,
            )
        return plural(
            "{who} ended the copy {copy} after its decision {last}, and nobody else has said so "
            "({others}). A later one still counts",
            "{who} ended the copy {copy} after its decision {last}, and nobody else has said so "
            "({others}). {n} later ones still count",
            len(self.decisions),
            who=who,
            others=names.authors(self.not_by),
            **values,
        )


@frozen(kw_only=True)
class Disagreement(Question):
    """A field that authors gave different values, unaware of each other."""

    values: tuple[Provenance, ...]

    def sentence(self, names: Names) -> Message:
        """Return what each of them decided, and of what."""
        decided = [self.choice(made.decision, names) for made in self.values]
        return message(
            "About {field}: {decisions}",
            field=self._field(names),
            decisions=clauses([*decided, self._unaware()]),
        )

    def choice(self, decision: str, names: Names) -> Message:
        """Return what one of them decided of the thing, which the question has named."""
        return super().choice(decision, names.with_this(self.about or ""))

    def _field(self, names: Names) -> Sayable:
        """Return what is in question: the thing by its name, unless that is in question itself."""
        title = SHARED_FIELDS[self.kind].title
        if title:
            return message(title)
        owner, _, attribute = (self.about or "").partition(" ")
        if attribute:
            return message(
                "{attribute} of {owner}",
                attribute=names.attribute(attribute),
                owner=names.anything(owner),
            )
        return names.anything(self.about)

    def _unaware(self) -> Message:
        if len({made.authors for made in self.values}) < len(self.values):
            return message("these copies did not know of each other")
        if len(self.values) == 2:
            return message("neither knew of the other’s decision")
        return message("none knew of the others’ decisions")


@frozen(kw_only=True)
class Namesakes(Question):
    """Things that go by one name, where an operation would have refused the second."""

    _called: ClassVar = {
        "code": "{n} codes are called “{name}”: {things}",
        "theme": "{n} themes are called “{name}”: {things}",
        "document": "{n} documents are called “{name}”: {things}",
        "participant": "{n} participants are called “{name}”: {things}",
        "author": "{n} authors are called “{name}”: {things}",
    }

    noun: str
    name: str
    things: tuple[str, ...]

    def sentence(self, names: Names) -> Message:
        """Return which things, and who named them so."""
        things = (
            message("that of {who} ({id})", who=names.authors(made.authors), id=thing[:8])
            for made, thing in zip(self.decisions, self.things, strict=True)
        )
        return message(
            self._called[self.noun],
            n=len(self.things),
            name=self.name,
            things=listing(things),
        )


@frozen(kw_only=True)
class CodeInUse(Question):
    """A code that one author took out of use while another, unaware, coded with it."""

    retired: Provenance
    givers: tuple[Provenance, ...]

    def sentence(self, names: Names) -> Message:
        """Return who took it out of use, and who coded with it."""
        return plural(
            "{decision}, and one passage has it from {who}, who did not know of that",
            "{decision}, and {n} passages have it from {who}, who did not know of that",
            len(self.givers),
            decision=names.sentence_of(self.retired.decision, self.about),
            who=_authors(names, self.givers),
        )


@frozen(kw_only=True)
class CorrectedPassage(Question):
    """A coded passage of which a correction left too little, or no sure boundaries."""

    document: str
    before: str
    now: str
    codes: tuple[str, ...]
    codings: tuple[Coding, ...]
    corrections: tuple[Provenance, ...]

    def sentence(self, names: Names) -> Message:
        """Return what became of the passage, for its coders to say whether they still mean it."""
        values = {
            "before": self.before,
            "document": names.document(self.document),
            "codes": names.codes(self.codes),
            "coders": _authors(names, [coding.made for coding in self.codings]),
            "who": _authors(names, self.corrections),
            "codings": listing(coding.id[:8] for coding in self.codings),
        }
        if not self.now.strip():
            return message(
                "“{before}” in {document}, coded as {codes} by {coders}, is no longer there since "
                "{who} corrected the text (coding {codings})",
                **values,
            )
        return message(
            "“{before}” in {document}, coded as {codes} by {coders}, reads “{now}” since {who} "
            "corrected the text (coding {codings})",
            now=self.now,
            **values,
        )


def _authors(names: Names, decisions: "list[Provenance] | tuple[Provenance, ...]") -> Sayable:
    """Name who made decisions, each once."""
    return names.authors(dict.fromkeys(id_ for made in decisions for id_ in made.authors))
