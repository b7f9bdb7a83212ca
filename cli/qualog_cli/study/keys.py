"""Commands on the key with which a copy signs: shown, exported, imported, exchanged."""

import os
import sys
from pathlib import Path

import click

from qualog.errors import BadInput
from qualog.language import message
from qualog.operations.keys import ShownKey
from qualog.project.project import Project
from qualog_cli.shared.commands import Group
from qualog_cli.shared.options import deciding
from qualog_cli.shared.output import say, visible

_VARIABLE = "QUALOG_PASSPHRASE_FILE"


@click.group("key", cls=Group)
def key_command() -> None:
    """Show, export, import or exchange the key with which this copy signs.

    Each copy of a study has a key of its own, which never lies in the project. It is made before
    the copy's first decision, and shows that what it decides is its author's. Whoever has the key
    can decide in its name.

    Examples:
        qualog author key show
        qualog author key export samir.qualog-key
    """


@key_command.command("show")
@deciding
def show_key(project: Project, why: str | None) -> None:
    """Show the letters of this copy, and where its key is kept; not the key itself.

    Examples:
        qualog author key show

    See also: copies
    """
    shown = project.keys.show()
    _say_letters(shown)
    say(message("Its key is kept in {file}", file=shown.file))


@key_command.command("export")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@deciding
def export_key(out: Path, project: Project, why: str | None) -> None:
    """Write this copy's key to a file that only a passphrase opens.

    Keep it apart from the computer, for the day when that is lost. Where there is no terminal to
    ask for the passphrase, QUALOG_PASSPHRASE_FILE names a file that holds it.

    Examples:
        qualog author key export samir.qualog-key

    See also: author key import
    """
    project.keys.show()  # before anybody is asked for a passphrase
    project.keys.export(out, _passphrase(twice=True))
    say(message("Wrote the key of this copy to {file}. Only the passphrase opens it.", file=out))


@key_command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@deciding
def import_key(file: Path, project: Project, why: str | None) -> None:
    """Let this copy go on from another of yours, with the key that was exported there.

    The other copy ends, and nobody is asked about this one.

    Examples:
        qualog author key import samir.qualog-key

    See also: author key export
    """
    _say_letters(project.keys.import_(file, _passphrase(twice=False)))


@key_command.command("exchange")
@deciding
def exchange_key(project: Project, why: str | None) -> None:
    """Go on in this copy with a new key, where somebody may have seen the old one.

    Examples:
        qualog author key exchange

    See also: copies end
    """
    _say_letters(project.keys.exchange())


def _say_letters(shown: ShownKey) -> None:
    say(message("The letters of this copy: {letters}", letters=shown.letters))


def _passphrase(*, twice: bool) -> str:
    """Return the passphrase, from the terminal or from the file that is named for it."""
    if named := os.environ.get(_VARIABLE):
        try:
            return Path(named).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(
                "{variable} names {file}, which cannot be read ({reason}).",
                variable=_VARIABLE,
                file=named,
                reason=getattr(error, "strerror", None) or error,
            ) from None
    if not sys.stdin.isatty():
        raise BadInput(
            "There is no terminal to ask for the passphrase. Write it to a file, and name that "
            "file in {variable}.",
            variable=_VARIABLE,
        )
    asked = visible(message("Passphrase"))
    again = visible(message("The same again")) if twice else False
    return str(click.prompt(asked, hide_input=True, confirmation_prompt=again, err=True))
