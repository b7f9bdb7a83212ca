"""Commands that lead from a document back to the file that it was imported from."""

import hashlib
from pathlib import Path

import click

from qualog.errors import BadInput
from qualog.language import message, number
from qualog.views.study import Study
from qualog_cli.material.source_passage import SourcePassage
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import passage_options, reading
from qualog_cli.shared.output import print_json, say
from qualog_cli.shared.results import show
from qualog_cli.shared.types import DOCUMENT


@command("origin")
@click.argument("document", type=DOCUMENT)
@passage_options
@reading
@click.pass_context
def origin_command(
    ctx: click.Context,
    document: str,
    quote: str | None,
    span: tuple[int, int] | None,
    turn: int | None,
    study: Study,
    as_json: bool,
) -> None:
    """Find a passage in the file that its document was imported from.

    The bytes of the passage in the file as it was received are shown, and decoded again to prove
    that they are its words; the page, where the file has pages; and the time of the recording,
    where a turn has one. What a format writes in another way (such as &amp;) has no bytes of its
    own, nor has what is packed (Word, PDF). Bytes are counted from 0.

    Examples:
        qualog document origin "Interview 1" --turn 4
        qualog document origin "Interview 1" --span 120:164 --json

    See also: document original
    """
    found = study.find.document(document)
    start, end = study.find.passage(found, span=span, quote=quote, turn=turn)
    passage = SourcePassage.of(study.state, found, start, end)
    show(study, as_json, "origin", passage.data(), passage.lines)
    if not passage.proven:
        ctx.exit(1)


@command("original")
@click.argument("document", type=DOCUMENT)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@reading
def original_command(document: str, file: Path, study: Study, as_json: bool) -> None:
    """Write the file that a document was imported from, byte for byte as it was received.

    It is written to FILE, which must not exist yet.

    Examples:
        qualog document original "Interview 1" received.txt
    """
    data = study.state.original(study.find.document(document).id)
    _write_new(file, data)
    digest = hashlib.sha256(data).hexdigest()
    if as_json:
        print_json({"file": str(file), "size": len(data), "sha256": digest})
        return
    say(
        message(
            "Wrote {file} ({bytes} bytes, SHA-256 {digest}).",
            file=file,
            bytes=number(len(data)),
            digest=digest,
        )
    )


def _write_new(file: Path, data: bytes) -> None:
    try:
        with file.open("xb") as out:
            out.write(data)
    except FileExistsError:
        raise BadInput("{file} already exists. Choose another name.", file=file) from None
    except OSError as error:
        file.unlink(missing_ok=True)
        raise BadInput(
            "{file} cannot be written: {reason}.", file=file, reason=error.strerror
        ) from None
