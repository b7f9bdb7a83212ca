"""Verbs: what authors can do. Each checks its input against the state, and then decides."""

from qualog.verbs.codes import Codes
from qualog.verbs.codings import Codings
from qualog.verbs.copies import Copies
from qualog.verbs.documents import Documents
from qualog.verbs.imports import Imports, Intake
from qualog.verbs.memos import Memos
from qualog.verbs.people import Authors, Participants
from qualog.verbs.questions import Questions
from qualog.verbs.themes import Themes
from qualog.verbs.theory import TheoryVerbs

__all__ = [
    "Authors",
    "Codes",
    "Codings",
    "Copies",
    "Documents",
    "Imports",
    "Intake",
    "Memos",
    "Participants",
    "Questions",
    "Themes",
    "TheoryVerbs",
]
