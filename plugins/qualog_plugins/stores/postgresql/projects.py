"""Which of the projects in a database is meant."""

import msgspec
import psycopg

from qualog.errors import NotFound
from qualog.language import Message, clauses, message
from qualog_plugins.stores.postgresql.session import Session


def choose(session: Session, wanted: str) -> str:
    """Return the id of the project that is meant.

    Raises:
        NotFound: there is no such project, or there are several and none is named.
    """
    place = session.place
    try:
        rows = session.rows(
            "SELECT id, EXISTS (SELECT 1 FROM qualog_replica WHERE project=id) "
            "FROM qualog_project ORDER BY id"
        )
    except psycopg.errors.UndefinedTable:
        rows = []
    # One that is empty, as after a first sync that broke off, is meant only where it is named.
    known = [id_ for id_, begun in rows if begun or wanted]
    found = [id_ for id_ in known if id_.startswith(wanted)]
    if len(found) == 1:
        return str(found[0])
    if not known:
        raise NotFound("{place} has no project yet. To put one there: qualog sync URL", place=place)
    projects = clauses(_with_name(session, id_) for id_ in found or known)
    if not found:
        raise NotFound(
            "{place} has no project {wanted}. The projects are: {projects}.",
            place=place,
            wanted=wanted,
            projects=projects,
        )
    raise NotFound(
        "{place} has several projects: {projects}. Choose one by adding ?project=ID to the URL.",
        place=place,
        projects=projects,
    )


def _with_name(session: Session, project: str) -> Message:
    """Return a project's id with the name that it began with, for who has to choose."""
    rows = session.rows(
        "SELECT words FROM qualog_line JOIN qualog_sealed USING (project, replica, seq) "
        "WHERE project=%s AND kind='project-created' LIMIT 1",
        (project,),
    )
    if not rows:
        return message("{id} (empty)", id=project)
    return message("{id} ({name})", id=project, name=msgspec.json.decode(rows[0][0])["name"])
