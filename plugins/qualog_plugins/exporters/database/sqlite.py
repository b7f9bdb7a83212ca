"""The state as a SQLite database: tables with foreign keys, ready for Datasette."""

import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.files import atomic_write
from qualog.history.narration import narrate
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.reliability.consensus import consensus_in
from qualog.state import Document, Provenance, State
from qualog.views.study import Study
from qualog_plugins.exporters.common.places import PrintedPlace, place_of
from qualog_plugins.exporters.common.stamp import last_hash

_FOREIGN_KEYS = (
    ("turns", "document", "documents"),
    ("turns", "participant", "participants"),
    ("codes", "parent", "codes"),
    ("codes", "counts_as", "codes"),
    ("codings", "document", "documents"),
    ("codings", "code", "codes"),
    ("codings", "applied_as", "codes"),
    ("coding_coders", "coding", "codings"),
    ("coding_coders", "author", "authors"),
    ("coding_participants", "coding", "codings"),
    ("coding_participants", "participant", "participants"),
    ("themes", "parent", "themes"),
    ("theme_codes", "theme", "themes"),
    ("theme_codes", "code", "codes"),
    ("theme_relations", "theme", "themes"),
    ("theme_relations", "other", "themes"),
    ("attribute_values", "attribute", "attributes"),
    ("concepts", "theory", "theories"),
    ("links", "concept", "concepts"),
    ("links", "settled_by", "decisions"),
    ("evidence", "link", "links"),
    ("evidence", "document", "documents"),
    ("discussions", "document", "documents"),
    ("discussions", "coder", "authors"),
    ("discussions", "redefined", "codes"),
    ("discussions", "settled_by", "decisions"),
    ("replies", "discussion", "discussions"),
    ("replies", "decision", "decisions"),
    ("consensus", "document", "documents"),
    ("consensus", "code", "codes"),
    ("consensus", "discussion", "discussions"),
    *(
        (table, "decision", "decisions")
        for table in (
            "documents",
            "codes",
            "codings",
            "memos",
            "themes",
            "links",
            "moments",
            "discussions",
        )
    ),
)

_PASSAGES = """
SELECT codings.id, documents.name AS document, codings.start, codings.end, codings.quotation,
       codings.page, codings.begin_ms, codings.end_ms, codes.name AS code,
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
       codings.made
FROM codings
JOIN documents ON documents.id = codings.document
JOIN codes ON codes.id = codings.code
ORDER BY documents.rowid, codings.start, codings.end
"""


class SqliteState:
    """What the log amounts to at a moment, in tables; participants by pseudonym alone."""

    name = "sqlite"
    summary = "The state as a SQLite database with foreign keys, ready for Datasette"
    suffix = ".db"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the database."""
        import sqlite_utils

        with atomic_write(target) as draft:
            database = sqlite_utils.Database(draft)
            # A draft that is cut off is thrown away, so it need not be safe at every step.
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA journal_mode = MEMORY")
            try:
                for name, columns, rows in _tables(study):
                    key = "id" if "id" in columns else tuple(columns)
                    not_null = {"id"} & columns.keys()
                    table = database.create_table(name, columns, pk=key, not_null=not_null)
                    table.insert_all(rows)
                database.add_foreign_keys([(*key, "id") for key in _FOREIGN_KEYS])
                database.index_foreign_keys()
                database.table("documents").enable_fts(["name", "text"], tokenize="unicode61")
                database.table("codings").enable_fts(["quotation"], tokenize="unicode61")
                database.create_view("passages", _PASSAGES)
            except sqlite3.OperationalError as error:
                raise BadInput(f"{target} cannot be written: {error}.") from None
            finally:
                database.close()
        return list(_left_out(study))


Columns = dict[str, Any]
Table = tuple[str, Columns, Iterable[dict[str, Any]]]


def _tables(study: Study) -> Iterator[Table]:
    yield from _people(study)
    yield from _attributes(study.state)
    yield from _material(study.state)
    yield from _coding(study.state)
    yield from _themes(study.state)
    yield from _theory(study.state)
    yield from _discussions(study.state)
    yield (
        "moments",
        {"id": str, "name": str, **_MADE},
        [
            {"id": each.id, "name": each.name, **_made(each.made)}
            for each in study.state.moments.values()
        ],
    )
    yield (
        "decisions",
        {
            "id": str,
            "at": str,
            "authors": str,
            "kind": str,
            "sentence": str,
            "why": str,
            "reverted": int,
        },
        (
            {
                "id": told.entry.id,
                "at": _utc(told.entry.milliseconds),
                "authors": told.authors,
                "kind": told.entry.kind,
                "sentence": told.sentence,
                "why": told.why,
                "reverted": int(told.reverted),
            }
            for told in narrate(study)
        ),
    )


_MADE = {"made": str, "decision": str}


def _people(study: Study) -> Iterator[Table]:
    state = study.state
    yield (
        "study",
        {"name": str, "aim": str, "moment": str, "exact": int, "decision": str, "hash": str},
        [
            {
                "name": state.name,
                "aim": state.aim,
                "moment": study.moment.label,
                "exact": int(study.moment.exact),
                "decision": study.last_decision,
                "hash": last_hash(study),
            }
        ],
    )
    yield (
        "authors",
        {"id": str, "name": str},
        [{"id": each.id, "name": each.name} for each in state.authors.values()],
    )
    yield (
        "participants",
        {"id": str, "pseudonym": str, "consent_day": str},
        [
            {
                "id": each.id,
                "pseudonym": each.pseudonym,
                "consent_day": each.consent.day if each.consent else None,
            }
            for each in state.participants.values()
        ],
    )


def _attributes(state: State) -> Iterator[Table]:
    told = (state.participants.keys() - state.withdrawn) | state.documents.keys()
    yield (
        "attributes",
        {"id": str, "name": str, "type": str},
        [
            {"id": each.id, "name": each.name, "type": each.type}
            for each in state.attributes.values()
        ],
    )
    yield (
        "attribute_values",
        {"about": str, "kind": str, "attribute": str, "value": str},
        [
            {
                "about": each.about,
                "kind": "participant" if each.about in state.participants else "document",
                "attribute": each.attribute,
                "value": each.value,
            }
            for each in state.values.values()
            if each.value is not None and each.about in told and each.attribute in state.attributes
        ],
    )


def _material(state: State) -> Iterator[Table]:
    columns: Columns = {
        "id": str,
        "name": str,
        "text": str,
        "length": int,
        "interviewers": str,
        "held_on": str,
        "transcribers": str,
        "transcribed_on": str,
        **_MADE,
    }
    yield (
        "documents",
        columns,
        [
            {
                "id": each.id,
                "name": each.name,
                "text": state.text(each.id),
                "length": each.length,
                "interviewers": state.author_names(each.interviewers),
                "held_on": each.held_on,
                "transcribers": state.author_names(each.transcribers),
                "transcribed_on": each.transcribed_on,
                **_made(each.made),
            }
            for each in state.documents.values()
        ],
    )
    columns = {
        "id": str,
        "document": str,
        "turn": int,
        "start": int,
        "end": int,
        "speaker": str,
        "participant": str,
        "time": int,
    }
    yield (
        "turns",
        columns,
        [
            {
                "id": f"{document.id}/{number}",
                "document": document.id,
                "turn": number,
                "start": turn.start,
                "end": turn.end,
                "speaker": _speaker(state, document, turn.speaker),
                "participant": _among(state.participants, document.identified.get(turn.speaker)),
                "time": turn.time,
            }
            for document in state.documents.values()
            for number, turn in enumerate(document.turns, start=1)
        ],
    )


def _coding(state: State) -> Iterator[Table]:
    book = state.codebook
    columns: Columns = {
        "id": str,
        "name": str,
        "path": str,
        "definition": str,
        "include": str,
        "exclude": str,
        "examples": str,
        "parent": str,
        "status": str,
        "counts_as": str,
        **_MADE,
    }
    yield (
        "codes",
        columns,
        [
            {
                "id": each.id,
                "name": each.name,
                "path": book.path(each.id),
                "definition": each.definition,
                "include": each.include,
                "exclude": each.exclude,
                "examples": "\n".join(each.examples),
                "parent": each.parent if each.parent in book.codes else None,
                "status": each.status,
                "counts_as": book.resolve(each.id),
                **_made(each.made),
            }
            for each in book.codes.values()
        ],
    )
    columns = {
        "id": str,
        "document": str,
        "start": int,
        "end": int,
        "quotation": str,
        "page": int,
        "left": float,
        "bottom": float,
        "right": float,
        "top": float,
        "begin_ms": int,
        "end_ms": int,
        "code": str,
        "applied_as": str,
        "dated": str,
        **_MADE,
    }
    yield (
        "codings",
        columns,
        (
            {
                "id": each.id,
                "document": each.document,
                "start": each.start,
                "end": each.end,
                "quotation": state.quote(each),
                **_place(place_of(state, each, each.region)),
                "code": book.resolve(each.code),
                "applied_as": each.code,
                "dated": _utc(each.dated) if each.dated is not None else None,
                **_made(each.made),
            }
            for each in state.codings.values()
        ),
    )
    yield (
        "coding_coders",
        {"coding": str, "author": str},
        (
            {"coding": each.id, "author": author}
            for each in state.codings.values()
            for author in each.made.authors
            if author in state.authors
        ),
    )
    yield (
        "coding_participants",
        {"coding": str, "participant": str},
        (
            {"coding": each.id, "participant": who}
            for each in state.codings.values()
            for who in state.documents[each.document].speakers_in(each.start, each.end)
            if who in state.participants
        ),
    )
    columns = {
        "id": str,
        "text": str,
        "about": str,
        "start": int,
        "end": int,
        "authors": str,
        **_MADE,
    }
    yield (
        "memos",
        columns,
        [
            {
                "id": each.id,
                "text": each.text,
                "about": each.about,
                "start": each.start,
                "end": each.end,
                "authors": state.author_names(each.made.authors),
                **_made(each.made),
            }
            for each in state.memos.values()
        ],
    )


def _themes(state: State) -> Iterator[Table]:
    columns: Columns = {
        "id": str,
        "name": str,
        "definition": str,
        "parent": str,
        "retired": int,
        **_MADE,
    }
    yield (
        "themes",
        columns,
        [
            {
                "id": each.id,
                "name": each.name,
                "definition": each.definition,
                "parent": each.parent if each.parent in state.themes else None,
                "retired": int(each.retired),
                **_made(each.made),
            }
            for each in state.themes.values()
        ],
    )
    yield (
        "theme_codes",
        {"theme": str, "code": str},
        [
            {"theme": theme.id, "code": code}
            for theme in state.themes.values()
            for code in dict.fromkeys(map(state.codebook.resolve, theme.codes))
        ],
    )
    yield (
        "theme_relations",
        {"theme": str, "other": str, "relation": str},
        [
            {"theme": theme, "other": other, "relation": relation}
            for theme, other, relation in dict.fromkeys(
                (each.theme, each.other, each.relation) for each in state.relations
            )
            if {theme, other} <= state.themes.keys()
        ],
    )


def _theory(state: State) -> Iterator[Table]:
    columns: Columns = {"id": str, "name": str, "author": str, "summary": str, "sources": str}
    yield (
        "theories",
        columns,
        [
            {
                "id": each.id,
                "name": each.name,
                "author": each.pack.author,
                "summary": each.pack.summary,
                "sources": "\n".join(each.pack.sources),
            }
            for each in state.theories.values()
        ],
    )
    yield (
        "concepts",
        {"id": str, "theory": str, "name": str, "definition": str},
        [
            {"id": id_, "theory": theory.id, "name": told.name, "definition": told.definition}
            for theory in state.theories.values()
            for id_, told in theory.concepts()
        ],
    )
    columns = {
        "id": str,
        "subject": str,
        "concept": str,
        "status": str,
        "mapper": str,
        "reason": str,
        **_MADE,
        "settled_by": str,
    }
    yield (
        "links",
        columns,
        [
            {
                "id": each.id,
                "subject": each.subject,
                "concept": each.concept,
                "status": each.status,
                "mapper": each.mapper,
                "reason": each.reason,
                **_made(each.made),
                "settled_by": each.settled.decision if each.settled else None,
            }
            for each in state.links.values()
        ],
    )
    yield (
        "evidence",
        {"link": str, "document": str, "start": int, "end": int},
        [
            {"link": each.id, "document": place.document, "start": place.start, "end": place.end}
            for each in state.links.values()
            for place in dict.fromkeys(each.evidence)
            if place.document in state.documents
        ],
    )


def _speaker(state: State, document: Document, index: int) -> str | None:
    """Give who speaks: by pseudonym or author's name if identified, else by the label as found."""
    who = document.identified.get(index, "")
    if who in state.participants:
        return state.participants[who].pseudonym
    if who in state.authors:
        return state.authors[who].name
    return document.speakers[index] if 0 <= index < len(document.speakers) else None


def _place(place: PrintedPlace) -> dict[str, float | None]:
    return {
        "page": place.page,
        "left": place.left,
        "bottom": place.bottom,
        "right": place.right,
        "top": place.top,
        "begin_ms": place.begin,
        "end_ms": place.end,
    }


def _among(things: Container[str], id_: str | None) -> str | None:
    return id_ if id_ in things else None


def _made(made: Provenance) -> dict[str, str]:
    return {"made": _utc(made.milliseconds), "decision": made.decision}


def _utc(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")


def _discussions(state: State) -> Iterator[Table]:
    columns: Columns = {
        "id": str,
        "document": str,
        "start": int,
        "end": int,
        "quotation": str,
        "topic": str,
        "outcome": str,
        "coder": str,
        "redefined": str,
        "settled_by": str,
        **_MADE,
    }
    yield (
        "discussions",
        columns,
        [
            {
                "id": each.id,
                "document": each.document,
                "start": each.start,
                "end": each.end,
                "quotation": state.quote(each),
                "topic": each.topic,
                "outcome": each.outcome,
                "coder": each.coder,
                "redefined": each.redefined,
                "settled_by": each.settled.decision if each.outcome and each.settled else None,
                **_made(each.made),
            }
            for each in state.discussions.values()
        ],
    )
    yield (
        "replies",
        {"discussion": str, "text": str, "authors": str, **_MADE},
        [
            {
                "discussion": each.id,
                "text": reply.text,
                "authors": state.author_names(reply.made.authors),
                **_made(reply.made),
            }
            for each in state.discussions.values()
            for reply in each.replies
        ],
    )
    yield (
        "consensus",
        {"document": str, "start": int, "end": int, "code": str, "discussion": str},
        [
            {
                "document": each.document,
                "start": each.start,
                "end": each.end,
                "code": each.code,
                "discussion": each.discussion.id if each.discussion else None,
            }
            for document in state.documents
            for each in consensus_in(state, document)
        ],
    )


def _left_out(study: Study) -> Iterator[str]:
    state = study.state
    if any(each.name for each in state.participants.values()):
        yield "the participants' names"
    if originals := sum(each.original is not None for each in state.documents.values()):
        yield f"the files as they were taken in ({originals})"
    if study.where:
        yield "nothing of the texts and of the decisions: they are whole, with what others say too"


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [SqliteState()]
