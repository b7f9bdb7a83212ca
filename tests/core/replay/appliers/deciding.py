"""Decisions applied to a state one by one, without a log."""

from itertools import count, pairwise

import attrs

from qualog.decisions.codes import CodeCreated
from qualog.decisions.codings import CodingApplied
from qualog.decisions.documents import Content, DocumentImported, DocumentRevised, Turn
from qualog.decisions.people import AuthorAdded, ParticipantAdded
from qualog.decisions.themes import ThemeCreated
from qualog.replay.appliers.applier import APPLIERS, NoEffect
from qualog.state import State
from qualog.state.provenance import Provenance
from qualog.text.reanchoring import shared_blocks

TEXT = "How is it?\nIt is fine, I trust them.\n"
CLOCK = count(1)


@attrs.define
class Study:
    """A state, decided on by copies that know what they have merged."""

    state: State = attrs.field(factory=State)
    seqs: dict[str, int] = attrs.field(factory=dict)

    def decide(self, decision, copy="a", by=("ingrid",)):
        """Apply a decision that a copy makes; return when and by whom it was made."""
        seq = self.seqs[copy] = self.seqs.get(copy, 0) + 1
        made = Provenance(next(CLOCK) << 16, copy, seq, by)
        APPLIERS[type(decision)](self.state, decision, made)
        return made

    def refused(self, decision, copy="a"):
        """Apply a decision that has no effect; return why."""
        before = attrs.evolve(self.state)
        try:
            self.decide(decision, copy)
        except NoEffect as error:
            assert attrs.evolve(self.state) == before
            return error
        raise AssertionError("it has an effect")

    def meet(self, copy, *others):
        """Let a copy know all that others have decided."""
        made = Provenance(next(CLOCK) << 16, copy, self.seqs.get(copy, 0) + 1, ("x",))
        self.seqs[copy] = made.seq
        self.state.knowledge.gained(made, {other: self.seqs[other] for other in others})


def begun() -> Study:
    """A study with a text, a participant, an author, two codes and two themes."""
    study = Study()
    study.decide(AuthorAdded(author="ingrid", name="Ingrid"))
    study.decide(ParticipantAdded(participant="anna", pseudonym="Anna"))
    study.decide(
        DocumentImported(
            document="talk",
            name="talk",
            parts=parts(TEXT, "p", 11),
            turns=(Turn(0, 10, 0), Turn(11, len(TEXT) - 1, 1)),
            speakers=("I", "A"),
        )
    )
    for code in ("trust", "power"):
        study.decide(CodeCreated(code=code, name=code))
    for theme in ("leaning", "ruling"):
        study.decide(ThemeCreated(theme=theme, name=theme))
    return study


def parts(text, name, *cuts):
    edges = [0, *cuts, len(text)]
    return tuple(Content(f"{name}{start}", end - start, "") for start, end in pairwise(edges))


def code(study, words, name="coding", revision=None, text=TEXT, **how):
    start = text.index(words)
    return study.decide(
        CodingApplied(
            coding=name,
            document="talk",
            code="trust",
            start=start,
            end=start + len(words),
            revision=revision,
        ),
        **how,
    )


def correct(study, old, new, revision, base=None, text=TEXT, **how):
    """Correct the text; return it."""
    better = text.replace(old, new)
    study.decide(
        DocumentRevised(
            document="talk",
            revision=revision,
            base=base,
            blocks=shared_blocks(text, better),
            parts=parts(better, revision),
            turns=(),
        ),
        **how,
    )
    return better
