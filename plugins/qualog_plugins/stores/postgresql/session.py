"""One connection to a server: made again when it was lost, tried again when the server asks."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeVar

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from qualog.errors import LogError
from qualog_plugins.stores.postgresql.address import shown_url

T = TypeVar("T")
Row = tuple[Any, ...]

_PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds before each next try: a server that is started again is there within them."""

_DEFAULTS: Final[dict[str, Any]] = {"application_name": "qualog", "connect_timeout": 10}

_ASK_AGAIN: Final = (errors.SerializationFailure, errors.DeadlockDetected)


class Session:
    """A connection that outlives a server's restart, outside of transactions."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._db = self._connected()
        info = self._db.info
        self.user, self.host, self.port, self.database = (
            info.user,
            info.host,
            info.port,
            info.dbname,
        )
        self.in_transaction = False

    @property
    def place(self) -> str:
        """Where this is, for people."""
        return self.named()

    def named(self, project: str = "") -> str:
        """Return the URL of the database, or of a project in it, without a password."""
        return shown_url(
            user=self.user,
            host=self.host,
            port=self.port,
            database=self.database,
            project=project,
        )

    @property
    def lost(self) -> bool:
        """Whether the connection is gone."""
        return self._db.closed

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows that a query finds."""

        def ask() -> list[Row]:
            with self._db.cursor(binary=True) as cursor:
                return cursor.execute(query.encode(), values, prepare=True).fetchall()

        return ask() if self.in_transaction else self.again(ask)

    def do(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Carry out a statement; return how many rows it touched."""
        return self._db.execute(statement.encode(), values).rowcount

    def copy(self, into: str, types: Sequence[str], rows: Iterable[Row]) -> None:
        """Write many rows into a table at once."""
        with (
            self._db.cursor() as cursor,
            cursor.copy(f"COPY {into} FROM STDIN (FORMAT BINARY)".encode()) as copy,
        ):
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def send(self, statements: Iterable[tuple[str, Row]]) -> int:
        """Carry out statements at the price of one way to the server and back.

        Returns:
            How many rows they touched.
        """
        with self._db.pipeline():
            done = [
                self._db.execute(statement.encode(), values, prepare=True)
                for statement, values in statements
            ]
        return sum(cursor.rowcount for cursor in done)

    def notices_of(self, statement: str) -> list[str]:
        """Carry out a statement outside of a transaction; return what the server notes on it."""
        heard: list[str] = []

        def hear(notice: errors.Diagnostic) -> None:
            heard.append(notice.message_detail or "")

        self._db.add_notice_handler(hear)
        try:
            self.do(statement)
        finally:
            self._db.remove_notice_handler(hear)
        return heard

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep what is done inside, all or nothing; on a lost connection, nothing is sure."""
        self._db.execute(b"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        self.in_transaction = True
        try:
            yield
            ended = self._db.execute(b"COMMIT").statusmessage
            if ended != "COMMIT":  # so the server answers where an error was passed over
                raise LogError(
                    "The database {place} did not keep what was written. Nothing was changed.",
                    place=self.place,
                )
        except BaseException:
            if not self.lost:
                with suppress(psycopg.Error):
                    self._db.execute(b"ROLLBACK")
            raise
        finally:
            self.in_transaction = False

    def again(self, act: Callable[[], T]) -> T:
        """Do what may be done twice; again, a few times, if the server asks for it or was gone."""
        for pause in _PAUSES:
            try:
                if self.lost:
                    self._db = self._connected()
                return act()
            except _ASK_AGAIN:
                pass
            except psycopg.OperationalError:
                if not self.lost:
                    raise
            time.sleep(pause * random.uniform(0.5, 1.0))
        if self.lost:
            self._db = self._connected()
        return act()

    def close(self) -> None:
        """Let go of the connection."""
        self._db.close()

    def _connected(self) -> psycopg.Connection[Row]:
        db = psycopg.connect(**_DEFAULTS | conninfo_to_dict(self._conninfo), autocommit=True)
        # What is answered as done is on the disk; a server may be set to answer before.
        db.execute(
            b"SELECT set_config('synchronous_commit', 'on', false) "
            b"WHERE current_setting('synchronous_commit') = 'off'"
        )
        return db


def reason(error: psycopg.Error) -> str:
    """Return what a server or the library says, on one line."""
    answer = error.diag.message_primary or str(error)
    return " ".join(answer.split()).rstrip(".")
