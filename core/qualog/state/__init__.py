"""What a replay yields: the state of the study, today's or any earlier moment's."""

from qualog.state.attributes import Attribute, Value
from qualog.state.codes import Code, Codebook
from qualog.state.codings import Coding, Passage
from qualog.state.discussions import Discussion, Reply
from qualog.state.documents import Attribution, Document
from qualog.state.memos import Memo
from qualog.state.people import Author, Participant
from qualog.state.project import Moment
from qualog.state.provenance import Made
from qualog.state.questions import Choice, Question, Stranded
from qualog.state.rounds import Round
from qualog.state.state import State
from qualog.state.themes import Relation, Theme, theme_above, theme_tree
from qualog.state.theory import Link

__all__ = [
    "Attribute",
    "Attribution",
    "Author",
    "Choice",
    "Code",
    "Codebook",
    "Coding",
    "Discussion",
    "Document",
    "Link",
    "Made",
    "Memo",
    "Moment",
    "Participant",
    "Passage",
    "Question",
    "Relation",
    "Reply",
    "Round",
    "State",
    "Stranded",
    "Theme",
    "Value",
    "theme_above",
    "theme_tree",
]
