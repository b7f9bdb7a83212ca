"""Commands that let others check the log: fingerprint, checkpoints, proofs."""

import json
from pathlib import Path

import click

from qualog.errors import BadInput, NotAllowed
from qualog.log.entry import Head
from qualog.log.integrity.checkpoint import key_id, notes, origin
from qualog.log.integrity.proof import prove
from qualog.log.integrity.signing import check
from qualog.log.integrity.verification import fingerprint, heads_digest
from qualog.log.replication.branches import Branches
from qualog.views.as_of import find_decision
from qualog.views.masked_store import is_partly_masked
from qualog.views.study import Study
from qualog_cli.shared.options import reading
from qualog_cli.shared.show import clock_time, counted, print_json, short


@click.command("fingerprint")
@click.option("--check", "expected", metavar="FINGERPRINT", help="Exit with 1 if it is another.")
@reading
@click.pass_context
def fingerprint_command(
    ctx: click.Context, expected: str | None, study: Study, as_json: bool
) -> None:
    """Give the log's fingerprint: a few characters that bind every decision.

    Print it in the appendix. The same log has the same fingerprint on every copy, and any change
    in it gives another; with --at it is that of an earlier moment.
    """
    store = study.log.store
    heads = {
        replica: Head(seq, store.hash_at(replica, seq) or b"", 0)
        for replica, seq in study.state.heads.items()
    }
    digits = heads_digest(heads)
    told = fingerprint(digits)
    branches = Branches(store.branches())
    covered = check(store).covered
    copies = [
        {
            "copy": replica,
            "decisions": head.seq,
            "signed": min(covered.get(replica, 0), head.seq),
            "key": next(
                (
                    key_id(origin(store.project, branches.root(replica)), each.key).hex()
                    for each in store.checkpoints()
                    if each.replica == replica
                ),
                None,
            ),
        }
        for replica, head in sorted(heads.items())
    ]
    same = expected is None or "".join(expected.split()).casefold() == told.replace(" ", "")
    if as_json:
        print_json({"fingerprint": told, "heads": digits, "copies": copies, "same": same})
    else:
        click.echo(told)
        click.echo(
            f"  {counted(study.state.decisions, 'decision')} up to "
            f"{clock_time(study.state.at >> 16)}, in {counted(len(copies), 'copy', 'copies')}"
        )
        for each in copies:
            key = f"signed up to {each['signed']} with key {each['key']}"
            click.echo(
                f"  {str(each['copy'])[:4]}: {each['decisions']} "
                f"({key if each['key'] else 'not signed'})"
            )
        if not same:
            click.echo(f"It is not {expected}: the log is another, or of another moment.")
    if not same:
        ctx.exit(1)


@click.command("checkpoints")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
@reading
def checkpoints_command(out: Path | None, study: Study, as_json: bool) -> None:
    """Write the signed checkpoints, to be given away: 'qualog verify --checkpoints' checks them.

    Whoever keeps them can see later that nothing before them was changed. OUT is a file; without
    it they are printed.
    """
    study.log.sign()
    store = study.log.store
    branches = Branches(store.branches())
    signed = [
        (each, origin(store.project, branches.root(each.replica))) for each in store.checkpoints()
    ]
    text = notes(signed)
    if as_json:
        print_json({"checkpoints": [each for each, _ in signed]})
    elif out is None:
        click.echo(text, nl=False)
    else:
        if out.exists():
            raise BadInput(f"{out} is there already. Name another file.")
        out.write_text(text, "utf-8")
        click.echo(f"Wrote {counted(len(signed), 'signed checkpoint')} to {out}")


@click.command("prove")
@click.argument("decision")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-words", is_flag=True, help="Add the decision's words, and what binds them.")
@reading
def prove_command(
    decision: str, out: Path | None, with_words: bool, study: Study, as_json: bool
) -> None:
    """Prove to somebody without the project that DECISION is in its signed log.

    The proof holds the decision without its words, and a few hashes: nothing of the rest can be
    learnt from it. docs/reference/verify_log.py checks it without Qualog.
    """
    study.log.sign()
    store = study.log.store
    id_ = find_decision(store, decision)
    if is_partly_masked(store, id_):
        raise NotAllowed(
            f"{decision} sorts codings that are not shown while a blind round is open. Prove it "
            "when the round is closed."
        )
    replica, _, seq = id_.partition(".")
    entry = store.entry(replica, int(seq))
    assert entry is not None
    text = json.dumps(prove(store, entry, with_words=with_words).as_json(), indent=1)
    if out is None:
        click.echo(text)
        return
    if out.exists():
        raise BadInput(f"{out} is there already. Name another file.")
    out.write_text(text + "\n", "utf-8")
    click.echo(f"Wrote the proof of {short(entry.id)} to {out}")
