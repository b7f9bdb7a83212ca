"""State: the study as a replay yields it, at any moment."""

from qualog.state.attributes import Attribute, AttributeValue
from qualog.state.codes import Code, Codebook
from qualog.state.codings import Coding, Passage
from qualog.state.discussions import Discussion, Reply
from qualog.state.documents import Attribution, Document
from qualog.state.memos import Memo
from qualog.state.people import Author, Participant
from qualog.state.project import Moment
from qualog.state.provenance import Provenance
from qualog.state.questions import Question, Unapplied
from qualog.state.rounds import Round
from qualog.state.state import State
from qualog.state.themes import Relation, Theme, theme_above, theme_tree
from qualog.state.theory import Link

__all__ = [
    "Attribute",
    "AttributeValue",
    "Attribution",
    "Author",
    "Code",
    "Codebook",
    "Coding",
    "Discussion",
    "Document",
    "Link",
    "Memo",
    "Moment",
    "Participant",
    "Passage",
    "Provenance",
    "Question",
    "Relation",
    "Reply",
    "Round",
    "State",
    "Theme",
    "Unapplied",
    "theme_above",
    "theme_tree",
]
