"""Commands that let others check the log: fingerprint, checkpoints, proofs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from qualog.errors import BadInput, NotAllowed
from qualog.language import message, plural
from qualog.log.entry import Head
from qualog.log.integrity.checkpoint import key_id, notes, origin
from qualog.log.integrity.proof import prove
from qualog.log.integrity.signing import check
from qualog.log.integrity.verification import fingerprint, heads_digest
from qualog.log.replication.branches import Branches
from qualog.log.store import Store
from qualog.views.as_of import find_decision
from qualog.views.masked_store import is_partly_masked
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import clock_time, short_copy, short_decision
from qualog_cli.shared.options import reading
from qualog_cli.shared.output import print_json, say


@frozen
class _Copy:
    """How far the decisions of one copy go, and how many of them are signed with which key."""

    copy: str
    decisions: int
    signed: int
    key: str | None


@command("fingerprint")
@click.option("--check", "expected", metavar="FINGERPRINT", help="Exit with 1 if it is another.")
@reading
@click.pass_context
def fingerprint_command(
    ctx: click.Context, expected: str | None, study: Study, as_json: bool
) -> None:
    """Print a short hash of the log to cite in an appendix.

    The same log has the same fingerprint in every copy, and any change in it gives another. With
    --at, it is that of an earlier point in time.

    Examples:
        qualog fingerprint
        qualog fingerprint --at "before the report"
        qualog fingerprint --check "13f3 d42e dbda 35c4 a4c0 0841"

    See also: verify, checkpoints
    """
    store = study.log.store
    heads = {
        replica: Head(seq, store.hash_at(replica, seq) or b"", 0)
        for replica, seq in study.state.heads.items()
    }
    digest = heads_digest(heads)
    found = fingerprint(digest)
    copies = list(_copies(store, heads))
    is_same = expected is None or "".join(expected.split()).casefold() == found.replace(" ", "")
    if as_json:
        print_json({"fingerprint": found, "heads": digest, "copies": copies, "same": is_same})
    else:
        say(found)
        for line in _copies_lines(study, copies):
            say(f"  {line}")
        if not is_same:
            say(
                message(
                    "The fingerprint does not match {expected}: the log has grown or changed "
                    "since, or is another one.",
                    expected=expected,
                )
            )
    if not is_same:
        ctx.exit(1)


def _copies(store: Store, heads: dict[str, Head]) -> Iterator[_Copy]:
    branches = Branches(store.branches())
    covered = check(store).covered
    checkpoints = store.checkpoints()
    for replica, head in sorted(heads.items()):
        keys = (
            key_id(origin(store.project, branches.root(replica)), checkpoint.key).hex()
            for checkpoint in checkpoints
            if checkpoint.replica == replica
        )
        yield _Copy(replica, head.seq, min(covered.get(replica, 0), head.seq), next(keys, None))


def _copies_lines(study: Study, copies: list[_Copy]) -> Iterator[object]:
    yield message(
        "{decisions} up to {time}, in {copies}",
        decisions=plural("one decision", "{n} decisions", study.state.decisions),
        time=clock_time(study.state.at >> 16),
        copies=plural("one copy", "{n} copies", len(copies)),
    )
    for copy in copies:
        decisions = plural("one decision", "{n} decisions", copy.decisions)
        if copy.key:
            yield message(
                "{copy}: {decisions} (signed up to {signed} with the key {key})",
                copy=short_copy(copy.copy),
                decisions=decisions,
                signed=copy.signed,
                key=copy.key,
            )
        else:
            yield message(
                "{copy}: {decisions} (not signed)", copy=short_copy(copy.copy), decisions=decisions
            )


@command("checkpoints")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
@reading
def checkpoints_command(out: Path | None, study: Study, as_json: bool) -> None:
    """Export signed checkpoints for someone else to keep.

    Whoever keeps them can see later that nothing before them was changed: qualog verify
    --checkpoints FILE. They are written to the file OUT, or printed if none is named.

    Examples:
        qualog checkpoints for-the-supervisor.txt
        qualog checkpoints

    See also: verify, fingerprint
    """
    study.log.sign()
    store = study.log.store
    branches = Branches(store.branches())
    checkpoints = list(store.checkpoints())
    if as_json:
        print_json({"checkpoints": checkpoints})
        return
    text = notes(
        (checkpoint, origin(store.project, branches.root(checkpoint.replica)))
        for checkpoint in checkpoints
    )
    if out is None:
        say(text.removesuffix("\n"))
        return
    _write_new(out, text)
    say(
        plural(
            "Wrote one signed checkpoint to {file}.",
            "Wrote {n} signed checkpoints to {file}.",
            len(checkpoints),
            file=out,
        )
    )


@command("prove")
@click.argument("decision")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-words", is_flag=True, help="Add the decision's words, and what binds them.")
@reading
def prove_command(
    decision: str, out: Path | None, with_words: bool, study: Study, as_json: bool
) -> None:
    """Prove to someone without the project that a decision is in it.

    The proof holds DECISION without its words, and a few hashes: nothing of the rest can be learnt
    from it. docs/reference/verify_log.py checks it without Qualog. It is written to the file OUT,
    or printed if none is named.

    Examples:
        qualog prove 2eb1.168 proof.json
        qualog prove 2eb1.168 --with-words

    See also: show, fingerprint
    """
    study.log.sign()
    store = study.log.store
    id_ = find_decision(store, decision)
    if is_partly_masked(store, id_):
        raise NotAllowed(
            "{decision} sorts codings that are not shown while a blind round is open. Prove it "
            "when the round is closed.",
            decision=decision,
        )
    replica, _, seq = id_.partition(".")
    entry = store.entry(replica, int(seq))
    assert entry is not None
    proof: dict[str, Any] = prove(store, entry, with_words=with_words).as_json()
    if out is None:
        print_json(proof)
        return
    _write_new(out, json.dumps(proof, indent=1) + "\n")
    said = message(
        "Wrote the proof of {decision} to {file}.", decision=short_decision(entry.id), file=out
    )
    say(said)


def _write_new(file: Path, text: str) -> None:
    if file.exists():
        raise BadInput("{file} already exists. Choose another name.", file=file)
    file.write_text(text, "utf-8")
