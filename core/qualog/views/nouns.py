"""What is said where a name finds nothing, or more than one thing: a set of sentences a noun.

Each sentence is whole, since in most languages the noun changes the words around it.
"""

from typing import Final, NamedTuple


class Noun(NamedTuple):
    """What is said of one kind of thing.

    Attributes:
        missing: that there is none of the name; `{name}`.
        known: which there are, or where they are listed; `{names}`.
        none: that there are none at all.
        several: that several have the name; `{name}`, and `{names}` with their ids.
    """

    missing: str
    known: str
    none: str
    several: str


AUTHOR: Final = Noun(
    "There is no author “{name}”.",
    "The authors are: {names}.",
    "The study has no authors yet.",
    "Several authors are called “{name}”: {names}. Give the id.",
)
PARTICIPANT: Final = Noun(
    "There is no participant “{name}”.",
    "The participants are: {names}.",
    "The study has no participants yet.",
    "Several participants are called “{name}”: {names}. Give the id.",
)
DOCUMENT: Final = Noun(
    "There is no document “{name}”.",
    "The documents are: {names}.",
    "The study has no documents yet.",
    "Several documents are called “{name}”: {names}. Give the id.",
)
CODE: Final = Noun(
    "There is no code “{name}”.",
    "The codes are: {names}.",
    "The codebook has no codes yet.",
    "Several codes are called “{name}”: {names}. Give the id.",
)
CODING: Final = Noun(
    "There is no coding “{name}”.",
    "They are listed with their ids by: qualog codings",
    "The study has no codings yet.",
    "Several codings begin with “{name}”: {names}. Give more of the id.",
)
THEME: Final = Noun(
    "There is no theme “{name}”.",
    "The themes are: {names}.",
    "The study has no themes yet.",
    "Several themes are called “{name}”: {names}. Give the id.",
)
MEMO: Final = Noun(
    "There is no memo “{name}”.",
    "They are listed with their ids by: qualog memo list",
    "The study has no memos yet.",
    "Several memos begin with “{name}”: {names}. Give more of the id.",
)
DISCUSSION: Final = Noun(
    "There is no discussion “{name}”.",
    "They are listed with their ids by: qualog discuss list",
    "The study has no discussions yet.",
    "Several discussions begin with “{name}”: {names}. Give more of the id.",
)
ROUND: Final = Noun(
    "There is no round “{name}”.",
    "The rounds are: {names}.",
    "The study has no rounds yet.",
    "Several rounds are called “{name}”: {names}. Give the id.",
)
ATTRIBUTE: Final = Noun(
    "There is no attribute “{name}”.",
    "The attributes are: {names}.",
    "The study has no attributes yet.",
    "Several attributes are called “{name}”: {names}. Give the id.",
)
THEORY: Final = Noun(
    "There is no theory “{name}” in the study.",
    "The theories are: {names}.",
    "The study has no theories yet.",
    "Several theories are called “{name}”: {names}. Give the id.",
)
CONCEPT: Final = Noun(
    "There is no concept “{name}”.",
    "The concepts are: {names}.",
    "The study has no concepts yet.",
    "Several concepts are called “{name}”: {names}. Give the id.",
)
LINK: Final = Noun(
    "There is no link to theory “{name}”.",
    "They are listed with their ids by: qualog theory show",
    "The study has no links to theory yet.",
    "Several links begin with “{name}”: {names}. Give more of the id.",
)
NAMED_TIME: Final = Noun(
    "There is no point in time “{name}”.",
    "The named points in time are: {names}.",
    "The study has no named points in time yet.",
    "Several points in time are called “{name}”: {names}. Give the id.",
)
TABLE: Final = Noun(
    "There is no table “{name}”.",
    "They are listed with their columns by: qualog sql --schema",
    "There are no tables.",
    "Several tables are called “{name}”: {names}.",
)
COLUMN: Final = Noun(
    "There is no column “{name}”.",
    "The tables that are named have: {names}.",
    "Tables are listed with their columns by: qualog sql --schema",
    "Several columns are called “{name}”: {names}. Put the table's name before it.",
)
