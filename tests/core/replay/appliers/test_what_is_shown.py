"""What was decided is what is shown: each field of a decision in the field of that name."""

import attrs
import pytest
from tests.core.replay.appliers.deciding import TEXT, begun

from qualog.decisions.attributes import AttributeDefined, AttributeRenamed
from qualog.decisions.codes import CodeCreated, CodeDefined, CodeMoved, CodeRenamed, CodeSplit
from qualog.decisions.codings import CodingApplied, CodingRecoded, CodingResized, Region
from qualog.decisions.discussions import (
    DiscussionOpened,
    DiscussionReopened,
    DiscussionSettled,
    Holding,
)
from qualog.decisions.documents import (
    Content,
    DocumentConducted,
    DocumentImported,
    DocumentRenamed,
    DocumentRevised,
    DocumentTranscribed,
    PassageAttributed,
    Turn,
)
from qualog.decisions.memos import MemoRevised, MemoWritten
from qualog.decisions.people import (
    AuthorAdded,
    AuthorRenamed,
    ParticipantAdded,
    ParticipantRenamed,
)
from qualog.decisions.project import MomentNamed, ProjectCreated, ProjectDescribed, ProjectRenamed
from qualog.decisions.rounds import RoundOpened
from qualog.decisions.themes import ThemeCreated, ThemeDefined, ThemeMoved, ThemeRenamed
from qualog.decisions.theory import Concept, Evidence, LinkProposed, TheoryAdopted, TheoryPack

WORDING = {
    "parts": (Content("one", 4, "x"), Content("two", 5, "y")),
    "turns": (Turn(0, 3, 1), Turn(4, 8, 0)),
    "speakers": ("I", "A"),
    "original": Content("file", 20, "z"),
    "importer": "word",
    "encoding": "utf-8",
    "layout": Content("lines", 7, "l"),
}
CRITERIA = {"definition": "relies", "include": "all", "exclude": "none", "examples": ("one", "two")}

REVISED = DocumentRevised(
    document="talk",
    revision="r1",
    base=None,
    blocks=((0, 0, 9), (len(TEXT), 9, 0)),
    **WORDING,
)


@pytest.fixture
def study():
    """A study with a coding, a memo, a discussion, an attribute and a theory as well."""
    made = begun()
    made.decide(CodingApplied(coding="c", document="talk", code="trust", start=0, end=3))
    made.decide(MemoWritten(memo="m", text="hm"))
    made.decide(DiscussionOpened(discussion="d", document="talk", start=0, end=9, topic="?"))
    made.decide(AttributeDefined(attribute="role", name="role", type="text"))
    pack = TheoryPack("Dialogue", concepts=(Concept("Thou"),))
    made.decide(TheoryAdopted(theory="t", concepts=("thou",), pack=pack))
    return made


@pytest.mark.parametrize(
    ("decision", "shown"),
    [
        (ProjectCreated(name="Study"), lambda state: state),
        (ProjectRenamed(name="Another"), lambda state: state),
        (ProjectDescribed(aim="to know"), lambda state: state),
        (MomentNamed(moment="x", heads={"a": 3}, name="here"), lambda s: s.moments["x"]),
        (AuthorAdded(author="samir", name="Samir"), lambda s: s.authors["samir"]),
        (AuthorRenamed(author="ingrid", name="Inga"), lambda s: s.authors["ingrid"]),
        (
            ParticipantAdded(participant="bo", pseudonym="Bo", name="Bo Real"),
            lambda s: s.participants["bo"],
        ),
        (
            ParticipantRenamed(participant="anna", pseudonym="Bea"),
            lambda s: s.participants["anna"],
        ),
        (
            AttributeDefined(attribute="age", name="age", type="integer"),
            lambda s: s.attributes["age"],
        ),
        (AttributeRenamed(attribute="role", name="job"), lambda s: s.attributes["role"]),
        (
            CodeCreated(code="new", name="new", parent="power", **CRITERIA),
            lambda s: s.codebook.codes["new"],
        ),
        (CodeRenamed(code="trust", name="faith"), lambda s: s.codebook.codes["trust"]),
        (CodeDefined(code="trust", **CRITERIA), lambda s: s.codebook.codes["trust"]),
        (CodeMoved(code="trust", parent="power"), lambda s: s.codebook.codes["trust"]),
        (
            CodingApplied(coding="new", document="talk", code="power", start=2, end=7, dated=5),
            lambda s: s.every_coding["new"],
        ),
        (
            CodingApplied(
                coding="box", document="talk", code="power", start=0, end=0, region=Region(page=2)
            ),
            lambda s: s.every_coding["box"],
        ),
        (CodingResized(coding="c", start=4, end=8), lambda s: s.every_coding["c"]),
        (CodingRecoded(coding="c", code="power"), lambda s: s.every_coding["c"]),
        (
            MemoWritten(memo="n", about="talk", start=1, end=4, dated=9, text="so"),
            lambda s: s.memos["n"],
        ),
        (MemoRevised(memo="m", text="better"), lambda s: s.memos["m"]),
        (
            DiscussionOpened(discussion="e", document="talk", start=2, end=8, topic="whom?"),
            lambda s: s.every_discussion["e"],
        ),
        (
            DiscussionSettled(
                discussion="d",
                outcome="one-side",
                holds=(Holding(1, 3, "trust"),),
                coder="ingrid",
                redefined="trust",
            ),
            lambda s: s.every_discussion["d"],
        ),
        (
            RoundOpened(
                round="r", documents=("talk",), coders=("ingrid", "x"), blind=True, name="R"
            ),
            lambda s: s.rounds["r"],
        ),
        (
            ThemeCreated(theme="new", name="new", definition="d", parent="ruling"),
            lambda s: s.themes["new"],
        ),
        (ThemeRenamed(theme="ruling", name="being ruled"), lambda s: s.themes["ruling"]),
        (ThemeDefined(theme="ruling", definition="by whom"), lambda s: s.themes["ruling"]),
        (ThemeMoved(theme="ruling", parent="leaning"), lambda s: s.themes["ruling"]),
        (
            LinkProposed(
                link="l",
                subject="trust",
                concept="thou",
                mapper="words",
                evidence=(Evidence("talk", 0, 3),),
                reason="so",
            ),
            lambda s: s.links["l"],
        ),
        (
            DocumentImported(document="new", name="new", media="text/plain", **WORDING),
            lambda s: s.documents["new"],
        ),
        (DocumentRenamed(document="talk", name="interview"), lambda s: s.documents["talk"]),
        (
            DocumentConducted(document="talk", interviewers=("ingrid",), day="2025-02-03"),
            lambda s: s.documents["talk"],
        ),
        (
            DocumentTranscribed(document="talk", transcribers=("ingrid",), day="2025-02-04"),
            lambda s: s.documents["talk"],
        ),
        (REVISED, lambda s: s.documents["talk"]),
        (REVISED, lambda s: s.documents["talk"].revision_called("r1")),
        (
            PassageAttributed(document="talk", start=11, end=20, participant="anna"),
            lambda s: s.documents["talk"].attributions[-1],
        ),
    ],
    ids=lambda given: getattr(given, "kind", ""),
)
def test_what_is_decided_is_shown(study, decision, shown):
    study.decide(decision)
    found = shown(study.state)
    fields = [field.name for field in attrs.fields(type(decision))]
    # A revision of a decision is where it was made; a corrected text has a media of its own.
    compared = [name for name in fields if hasattr(found, name) and name != "parts"]
    assert compared
    for name in compared:
        assert getattr(found, name) == getattr(decision, name), name
    if "parts" in fields and hasattr(found, "parts"):
        plain = [(part.content, part.length) for part in found.parts]
        assert plain == [(part.content, part.length) for part in decision.parts]
        assert found.length == sum(length for _, length in plain)


def test_the_parts_of_a_split_code_come_where_it_was(study):
    study.decide(CodeMoved(code="trust", parent="power"))
    made = study.decide(
        CodeSplit(code="trust", into=("a", "b"), names=("a", "b"), definitions=("", "two"))
    )
    codes = study.state.codebook.codes
    assert [codes[id_].parent for id_ in "ab"] == ["power", "power"]
    assert [codes[id_].made for id_ in "ab"] == [made, made]


def test_a_discussion_that_is_reopened_has_nothing_of_its_outcome(study):
    settled = DiscussionSettled(
        discussion="d",
        outcome="redefined",
        holds=(Holding(0, 3, "trust"),),
        coder="ingrid",
        redefined="trust",
    )
    study.decide(settled)
    study.decide(DiscussionReopened(discussion="d"))
    found = study.state.every_discussion["d"]
    assert found.is_open
    assert (found.outcome, found.coder, found.redefined, found.holds) == (None, None, None, ())
