"""The views, which are read without joins: names stand in the place of ids, and things are counted.

The frames of `project.frames` are these.
"""

from typing import NamedTuple

from qualog.tables.table import CodeId, DecisionId, DocumentId, Time, View


class PassageRow(NamedTuple):
    """A coding with its names, in the order of the documents.

    Attributes:
        id: the coding's id.
        document: the document's name.
        document_id: the document.
        start: where the passage begins in the text, in code points.
        end: where it ends, not included.
        quotation: its words.
        page: the page, counted from 1.
        begin_ms: when it begins in the recording, in milliseconds.
        end_ms: when it ends, in milliseconds.
        code: the name of the code that it counts as.
        code_id: that code.
        coders: the names of those who made it, with semicolons between them.
        participants: the pseudonyms of those whose words it marks, likewise.
        made: when it was made here.
        decision: the decision that did it.
    """

    id: str
    document: str
    document_id: DocumentId
    start: int
    end: int
    quotation: str
    page: int | None
    begin_ms: int | None
    end_ms: int | None
    code: str
    code_id: CodeId
    coders: str | None
    participants: str | None
    made: Time
    decision: DecisionId


_PASSAGES = """
SELECT codings.id, documents.name AS document, documents.id AS document_id,
       codings.start, codings.end, codings.quotation,
       codings.page, codings.begin_ms, codings.end_ms, codes.name AS code, codes.id AS code_id,
       (SELECT group_concat(name, '; ') FROM (
           SELECT authors.name FROM coding_coders
           JOIN authors ON authors.id = coding_coders.author
           WHERE coding_coders.coding = codings.id ORDER BY coding_coders.rowid
       )) AS coders,
       (SELECT group_concat(pseudonym, '; ') FROM (
           SELECT participants.pseudonym FROM coding_participants
           JOIN participants ON participants.id = coding_participants.participant
           WHERE coding_participants.coding = codings.id ORDER BY coding_participants.rowid
       )) AS participants,
       codings.made, codings.decision
FROM codings
JOIN documents ON documents.id = codings.document
JOIN codes ON codes.id = codings.code
ORDER BY documents.rowid, codings.start, codings.end
"""


class CodebookRow(NamedTuple):
    """A code, in use or not, with how often it is used.

    Attributes:
        id: the code's id.
        name: what it is called.
        path: its name with those of the codes above it: `organisation / workload`.
        definition: what it means.
        include: when to apply it.
        exclude: when not to apply it.
        examples: typical examples, one a line.
        parent: the name of the code above it.
        status: `live`, `retired`, `merged` or `split`.
        counts_as: the name of the code that its codings count as.
        codings: how many codings count as it.
        documents: in how many documents.
        made: when it was created.
        decision: the decision that did it.
    """

    id: str
    name: str
    path: str
    definition: str
    include: str
    exclude: str
    examples: str
    parent: str | None
    status: str
    counts_as: str
    codings: int
    documents: int
    made: Time
    decision: DecisionId


_CODEBOOK = """
SELECT codes.id, codes.name, codes.path, codes.definition, codes.include, codes.exclude,
       codes.examples, above.name AS parent, codes.status, target.name AS counts_as,
       count(codings.id) AS codings, count(DISTINCT codings.document) AS documents,
       codes.made, codes.decision
FROM codes
LEFT JOIN codes AS above ON above.id = codes.parent
JOIN codes AS target ON target.id = codes.counts_as
LEFT JOIN codings ON codings.code = codes.id
GROUP BY codes.id
ORDER BY codes.rowid
"""


class DocumentListRow(NamedTuple):
    """A document without its text, with what is in it counted.

    Attributes:
        id: the document's id.
        name: what it is called.
        length: how long the text is, in code points.
        turns: how many turns it has.
        codings: how many codings it has.
        codes: how many codes are used in it.
        interviewers: the names of those who conducted the interview.
        held_on: on which day.
        transcribers: the names of those who transcribed it.
        transcribed_on: on which day.
        made: when it was imported.
        decision: the decision that did it.
    """

    id: str
    name: str
    length: int
    turns: int
    codings: int
    codes: int
    interviewers: str
    held_on: str | None
    transcribers: str
    transcribed_on: str | None
    made: Time
    decision: DecisionId


_DOCUMENT_LIST = """
SELECT documents.id, documents.name, documents.length,
       (SELECT count(*) FROM turns WHERE turns.document = documents.id) AS turns,
       (SELECT count(*) FROM codings WHERE codings.document = documents.id) AS codings,
       (SELECT count(DISTINCT codings.code) FROM codings
        WHERE codings.document = documents.id) AS codes,
       documents.interviewers, documents.held_on, documents.transcribers,
       documents.transcribed_on, documents.made, documents.decision
FROM documents
ORDER BY documents.rowid
"""


class TurnListRow(NamedTuple):
    """A turn with its names, in the order of the documents.

    Attributes:
        id: the turn's id.
        document: the document's name.
        document_id: the document.
        turn: the number of the turn, counted from 1.
        label: what the transcript calls who speaks; empty if nothing.
        participant: the pseudonym of whose words they are: who speaks, if it is a participant, or
            else whose the passage is.
        author: the name of who speaks, if it is an author, who asks.
        start: where it begins in the text, in code points.
        end: where it ends, not included.
        begin_ms: when it begins in the recording, in milliseconds.
        end_ms: when it ends, in milliseconds.
        text: its words.
    """

    id: str
    document: str
    document_id: DocumentId
    turn: int
    label: str | None
    participant: str | None
    author: str | None
    start: int
    end: int
    begin_ms: int | None
    end_ms: int | None
    text: str


_TURN_LIST = """
SELECT turns.id, documents.name AS document, documents.id AS document_id, turns.turn, turns.label,
       participants.pseudonym AS participant, authors.name AS author,
       turns.start, turns.end, turns.begin_ms, turns.end_ms, turns.text
FROM turns
JOIN documents ON documents.id = turns.document
LEFT JOIN participants ON participants.id = turns.participant
LEFT JOIN authors ON authors.id = turns.author
ORDER BY documents.rowid, turns.turn
"""


class ParticipantListRow(NamedTuple):
    """A participant with what they say counted.

    Attributes:
        id: the participant's id.
        pseudonym: what they are called.
        consent_day: when they consented, if that was noted with a day.
        turns: how many turns they have.
        documents: in how many documents they have turns.
        codings: how many codings mark words of theirs.
    """

    id: str
    pseudonym: str
    consent_day: str | None
    turns: int
    documents: int
    codings: int


_PARTICIPANT_LIST = """
SELECT participants.id, participants.pseudonym, participants.consent_day,
       (SELECT count(*) FROM turns WHERE turns.participant = participants.id) AS turns,
       (SELECT count(DISTINCT turns.document) FROM turns
        WHERE turns.participant = participants.id) AS documents,
       (SELECT count(*) FROM coding_participants
        WHERE coding_participants.participant = participants.id) AS codings
FROM participants
ORDER BY participants.rowid
"""


class MemoListRow(NamedTuple):
    """A memo with the name of what it is about.

    Attributes:
        id: the memo's id.
        kind: what it is about: `code`, `coding`, `document`, `theme` or `participant`; `study`
            for the study as a whole, `other` for anything else.
        about: the name of that, or the words of a coding.
        about_id: the id of that.
        text: what it says.
        start: where the passage that it is about begins, in code points.
        end: where it ends, not included.
        authors: the names of those who wrote it.
        made: when it was written.
        decision: the decision that did it.
    """

    id: str
    kind: str
    about: str | None
    about_id: str | None
    text: str
    start: int | None
    end: int | None
    authors: str
    made: Time
    decision: DecisionId


_MEMO_LIST = """
SELECT memos.id,
       CASE WHEN codes.id IS NOT NULL THEN 'code'
            WHEN codings.id IS NOT NULL THEN 'coding'
            WHEN documents.id IS NOT NULL THEN 'document'
            WHEN themes.id IS NOT NULL THEN 'theme'
            WHEN participants.id IS NOT NULL THEN 'participant'
            WHEN coalesce(memos.about, '') = '' THEN 'study'
            ELSE 'other' END AS kind,
       coalesce(codes.name, codings.quotation, documents.name, themes.name,
                participants.pseudonym) AS about,
       memos.about AS about_id, memos.text, memos.start, memos.end, memos.authors,
       memos.made, memos.decision
FROM memos
LEFT JOIN codes ON codes.id = memos.about
LEFT JOIN codings ON codings.id = memos.about
LEFT JOIN documents ON documents.id = memos.about
LEFT JOIN themes ON themes.id = memos.about
LEFT JOIN participants ON participants.id = memos.about
ORDER BY memos.rowid
"""

VIEWS = (
    View("passages", PassageRow, _PASSAGES),
    View("codebook", CodebookRow, _CODEBOOK),
    View("document_list", DocumentListRow, _DOCUMENT_LIST),
    View("turn_list", TurnListRow, _TURN_LIST),
    View("participant_list", ParticipantListRow, _PARTICIPANT_LIST),
    View("memo_list", MemoListRow, _MEMO_LIST),
)
