"""A PostgreSQL server of our own, with its data in a folder that goes when the tests end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import field, frozen

from qualog.ids import new_id

try:  # Without psycopg nothing of these is there, and what asks for a server is skipped.
    import psycopg

    from qualog_plugins.stores.postgresql import schema
    from qualog_plugins.stores.postgresql.store import PostgresqlStore
except ModuleNotFoundError:
    psycopg = schema = PostgresqlStore = None

_OWNERS = ("postgres", "nobody")


@frozen
class Server:
    """A server; `url` is that of its first database, or of one that was given to us."""

    url: str
    folder: Path | None = None
    owner: str | None = field(default=None, repr=False)

    def database(self) -> str:
        """Make an empty database, and return its URL."""
        name = f"q{new_id()}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return replaced(self.url, name)

    def restart(self, mode: str) -> None:
        """Stop the server and start it again; `immediate` is as good as a crash."""
        self.control("restart", "--mode", mode)

    def control(self, *what: str) -> None:
        """Let the server's own program do something."""
        files = ("--pgdata", self.folder / "data", "--log", self.folder / "log")
        run(self.owner, "pg_ctl", *files, "--wait", "--silent", *what)


def replaced(url: str, database: str) -> str:
    """Return a URL with another database in it."""
    base, _, query = url.partition("?")
    return f"{base.rpartition('/')[0]}/{database}?{query}"


def run(owner: str | None, program: str, *arguments: object) -> None:
    """Run a program, as another user where PostgreSQL will not run as this one."""
    done = subprocess.run(
        [shutil.which(program), *map(str, arguments)],
        user=owner,
        extra_groups=[] if owner else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stdout}")


@contextmanager
def started(place: Path = Path("/tmp")) -> Iterator[Server]:
    """Start a server with its data in a new folder, durable as any; stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="qualog-pg-", dir=place))
    owner = next(filter(_is_user, _OWNERS), None) if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner)
    settings = f"-c listen_addresses= -c unix_socket_directories={folder}"
    server = Server(f"postgresql://qualog@/postgres?host={folder}", folder, owner)
    try:
        run(
            owner, "initdb", "--pgdata", folder / "data", "--username", "qualog",
            "--auth", "trust", "--encoding", "UTF8", "--no-sync",
        )  # fmt: skip
        server.control("start", "--options", f"{settings} -c max_connections=60")
        try:
            yield server
        finally:
            server.control("stop", "--mode", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_user(name: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
