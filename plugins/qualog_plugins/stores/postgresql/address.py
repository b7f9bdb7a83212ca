"""Where a project is: a server's database, and which of its projects."""

from urllib.parse import quote, unquote

from attrs import field, frozen
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from qualog.errors import LogError


@frozen
class Address:
    """A URL of PostgreSQL's, taken apart: what the server needs, and the project's id.

    The URL may hold a password, so it is shown nowhere: not in a message, not in a traceback.
    """

    conninfo: str = field(repr=False)
    project: str = ""

    @classmethod
    def of(cls, url: str) -> "Address":
        """Return a URL, taken apart.

        Raises:
            LogError: it cannot be read.
        """
        base, _, query = url.partition("?")
        settings = [setting for setting in query.split("&") if setting]
        named = [setting for setting in settings if setting.startswith("project=")]
        rest = "&".join(setting for setting in settings if setting not in named)
        conninfo = f"{base}?{rest}" if rest else base
        if not _is_readable(conninfo):
            raise LogError(
                "This URL cannot be read. Write postgresql://USER@HOST/DATABASE, and characters "
                "that are not letters or digits as %XX."
            )
        return cls(conninfo, unquote(named[-1].removeprefix("project=")) if named else "")


def _is_readable(conninfo: str) -> bool:
    """Return whether a URL is one; where a password has a / or @ as it is, other parts are odd.

    The library's own messages repeat what they cannot read, and the password in it.
    """
    try:
        found = conninfo_to_dict(conninfo)
    except ProgrammingError:
        return False
    ports = str(found.get("port", "")).replace(",", "")
    return "@" not in str(found.get("host", "")) and (not ports or ports.isdigit())


def shown_url(*, user: str, host: str, port: int, database: str, project: str = "") -> str:
    """Return a URL for people: without a password, and good to be used again."""
    is_socket = host.startswith("/")
    server = "" if is_socket else f"[{host}]" if ":" in host else host
    where = f":{port}" if port != 5432 and not is_socket else ""
    settings = [f"project={project}"] if project else []
    if is_socket:
        settings.append(f"host={quote(host, safe='/')}")
        settings += [f"port={port}"] if port != 5432 else []
    query = f"?{'&'.join(settings)}" if settings else ""
    return f"postgresql://{quote(user)}@{server}{where}/{quote(database)}{query}"
