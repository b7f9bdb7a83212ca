"""The log as JSON Lines: whole, readable, and a project again."""

import json

import pytest
from tests.acceptance.shell import Shell


@pytest.fixture
def demo(shell):
    shell.qualog("demo", ".")
    return shell


def fresh(shell, name):
    (shell.folder / name).mkdir()
    return Shell(shell.folder / name)


def heads(shell):
    return json.loads(shell.qualog("status", "--json"))["status"], shell.qualog("fingerprint")


def test_state_to_log_to_state(demo):
    demo.qualog("export", "log-jsonl", "study.log.jsonl")
    other = fresh(demo, "other")
    told = other.qualog("bundle", "open", "../study.log.jsonl")
    assert "author use" in told
    assert heads(other) == heads(demo)
    assert other.qualog("verify").startswith("The log checks out")
    assert other.qualog("codings") == demo.qualog("codings")
    # and once more, byte for byte
    other.qualog("export", "log-jsonl", "again.log.jsonl")
    assert (other.folder / "again.log.jsonl").read_bytes() == (
        demo.folder / "study.log.jsonl"
    ).read_bytes()
    # the copy goes on as a replica of its own, and comes back
    other.qualog("author", "use", "Ingrid Falk")
    other.qualog("code", "add", "from the archive")
    project = next(other.folder.glob("*.qualog"))
    demo.qualog("merge", str(project))
    assert "from the archive" in demo.qualog("codes")


def test_as_of_a_moment(demo):
    demo.qualog("export", "log-jsonl", "then.jsonl", "--at", "after open coding")
    other = fresh(demo, "other")
    other.qualog("bundle", "open", "../then.jsonl")
    assert (
        other.qualog("codes")
        == "\n".join(demo.qualog("codes", "--at", "after open coding").splitlines()[2:]) + "\n"
    )


def test_a_packed_bundle_opens_too(demo):
    demo.qualog("bundle", "create", "all.qualog-bundle")
    other = fresh(demo, "other")
    other.qualog("bundle", "open", "../all.qualog-bundle", "mine.qualog")
    assert heads(other) == heads(demo)


def test_what_cannot_be_opened_leaves_nothing(demo):
    demo.qualog("export", "log-jsonl", "study.log.jsonl")
    whole = (demo.folder / "study.log.jsonl").read_bytes()
    other = fresh(demo, "other")
    for data, told in (
        (whole[: len(whole) // 2], "cannot be read as a bundle"),
        (whole.replace(b'"code-created"', b'"code-renamed"', 1), "has been changed"),
        (b"{}\n", "is not a bundle"),
        (b"", "is not a bundle"),
    ):
        (other.folder / "bad.jsonl").write_bytes(data)
        assert told in other.fails("bundle", "open", "bad.jsonl")
        assert not list(other.folder.glob("*.qualog"))
    assert "nowhere.jsonl does not exist" in other.fails("bundle", "open", "nowhere.jsonl")
