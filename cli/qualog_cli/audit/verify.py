"""The command that verifies the log."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import frozen

from qualog.errors import BadInput
from qualog.language import Sayable, listing, message, number, plural
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog_cli.shared.commands import command
from qualog_cli.shared.opening import opened
from qualog_cli.shared.options import JSON, PROJECT
from qualog_cli.shared.output import print_json, say

if TYPE_CHECKING:
    from qualog.log.integrity.checkpoint import Checkpoint
    from qualog.log.integrity.verification import Verification


@frozen
class _Findings:
    """What a verification found.

    Attributes:
        verification: of the log.
        unproven: copies of which nothing is signed, though it should be.
        damage: what the database says is wrong with the file itself.
    """

    verification: "Verification"
    unproven: Sequence[str]
    damage: Sequence[Sayable]

    def problems(self) -> Iterator[Sayable]:
        """Yield what is wrong, the first of it first."""
        for damage in self.damage:
            yield message("The file is damaged: {what}.", what=damage)
        for fault in self.verification.faults:
            yield message("The log does not check out: {problem}.", problem=fault.problem)
        for copy in self.unproven:
            yield message(
                "Nothing that the copy {copy} decided is signed with its key, so nobody can prove "
                "that it was not rewritten. Deciding something there signs it.",
                copy=copy[:4],
            )


@command("verify")
@click.option(
    "--checkpoints",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file of signed checkpoints that were given away earlier (qualog checkpoints).",
)
@click.option("--all", "every", is_flag=True, help="Name all that is wrong, not the first alone.")
@PROJECT
@JSON
@click.pass_context
def verify_command(
    ctx: click.Context,
    project: ProjectLocation | None,
    checkpoints: Path | None,
    every: bool,
    as_json: bool,
) -> None:
    """Recompute every hash and report any tampering.

    It exits with 1 if anything does not match: a decision, its words, a long text, a signature,
    what another copy had seen, or one of the checkpoints that somebody else kept.

    Examples:
        qualog verify
        qualog verify --all
        qualog verify --checkpoints from-the-supervisor.txt

    See also: fingerprint, checkpoints, doctor
    """
    with opened(project) as study:
        kept = _read(checkpoints, study) if checkpoints is not None else []
        findings = _findings(study, kept, every)
    problems = list(findings.problems())
    if as_json:
        print_json(
            {
                "verification": findings.verification,
                "damage": findings.damage,
            }
        )
    elif problems:
        for problem in problems if every else problems[:1]:
            say(problem)
    else:
        for line in _lines(findings, checkpoints, len(kept)):
            say(line)
    if problems:
        ctx.exit(1)


def _findings(study: Project, kept: "list[Checkpoint]", every: bool) -> _Findings:
    from qualog.log.stores.sqlite import SqliteStore

    store = study.log.store
    found = study.verify(others=kept, every=every)
    return _Findings(
        found,
        [copy for copy in found.unproven if copy != study.log.replica],  # its own is open now
        store.damage() if isinstance(store, SqliteStore) else [],
    )


def _read(file: Path, study: Project) -> "list[Checkpoint]":
    from qualog.log.integrity.checkpoint import read_notes

    try:
        text = file.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        raise BadInput("The file {file} does not exist.", file=file) from None
    return read_notes(text, study.log.store.project)


def _lines(findings: _Findings, file: Path | None, kept: int) -> Iterator[object]:
    found = findings.verification
    decisions = plural("one decision", "{n} decisions", found.entries)
    yield message("The log checks out: {decisions} verified.", decisions=decisions)
    yield message(
        "Their words and files match: {sealed} and {contents}.",
        sealed=plural("one sealed part", "{n} sealed parts", found.sealed),
        contents=plural("one long text or file", "{n} long texts or files", found.contents),
    )
    if found.erased:
        yield plural(
            "One sealed part has been erased, with a receipt.",
            "{n} sealed parts have been erased, with a receipt.",
            found.erased,
        )
    yield message(
        "Signed: {signed} of {decisions}.",
        signed=number(found.signatures.entries),
        decisions=decisions,
    )
    if bare := found.signatures.unsigned:
        yield message(
            "Nobody can prove yet who decided the rest: {rest}. A copy signs when it is closed.",
            rest=listing(
                message("{n} of the copy {copy}", n=number(count), copy=copy[:4])
                for copy, count in sorted(bare.items())
            ),
        )
    if kept:
        yield plural(
            "The checkpoint in {file} holds.",
            "All {n} checkpoints in {file} hold.",
            kept,
            file=file,
        )
    yield message("Heads: {digest}", digest=found.heads)
