"""Commands on memos."""

from collections.abc import Iterator

import click

from qualog.project.project import Project
from qualog.views.study import Study
from qualog_cli.shared.options import deciding, narrowing, passage_options, reading
from qualog_cli.shared.show import ID, clock_time, decided, iso, made, show


@click.group("memo")
def memo_command() -> None:
    """Write, revise and list memos."""


@memo_command.command("write")
@click.argument("text")
@click.option(
    "--about",
    metavar="WHAT",
    help="A document, code, coding, theme, theory link, participant, memo or decision.",
)
@passage_options
@deciding
def write(
    text: str,
    about: str | None,
    quote: str | None,
    span: tuple[int, int] | None,
    turn: int | None,
    project: Project,
    why: str | None,
) -> None:
    """Put a thought down; about the study as a whole, if --about does not say."""
    memo = project.memos.write(text, about=about, quote=quote, span=span, turn=turn, why=why)
    decided(f"Wrote the memo {memo.id[:ID]}", memo.made.decision)


@memo_command.command("revise")
@click.argument("memo")
@click.argument("text")
@deciding
def revise(memo: str, text: str, project: Project, why: str | None) -> None:
    """Put a memo differently."""
    decided(f"Revised the memo {memo}", project.memos.revise(memo, text, why=why))


@memo_command.command("remove")
@click.argument("memo")
@deciding
def remove(memo: str, project: Project, why: str | None) -> None:
    """Take a memo away."""
    decided(f"Removed the memo {memo}", project.memos.remove(memo, why=why))


@memo_command.command("list")
@reading
@narrowing
def list_memos(study: Study, as_json: bool) -> None:
    """List the memos."""
    memos = list(study.state.memos.values())
    data = [
        {
            "id": each.id,
            "text": each.text,
            "about": each.about,
            "about_name": str(study.names.anything(each.about)),
            "start": each.start,
            "end": each.end,
            "dated": iso(each.dated),
            "made": made(study, each.made),
        }
        for each in memos
    ]

    def lines() -> Iterator[str]:
        for each in memos:
            by = study.state.author_names(each.made.authors)
            about = str(study.names.anything(each.about))
            yield f"{each.id[:ID]}  {clock_time(each.made.milliseconds)}  {by}, about {about}"
            yield f"    {each.text}"

    show(study, as_json, "memos", data, lines)
