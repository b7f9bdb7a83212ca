"""The list of copies, and what is said of them there."""

import json
import shutil

import pytest


@pytest.fixture
def samir(trust):
    """What calls `qualog` in Samir's copy, where he decided something."""
    shutil.copy(trust.folder / "trust.qualog", trust.folder / "samir.qualog")
    his = ("-p", "samir.qualog", "-a", "Samir Haddad")
    trust.qualog(*his, "code", "add", "power")
    return lambda *words: trust.qualog(*his, *words)


def copies(run):
    return json.loads(run("copies", "--json"))["copies"]


def test_each_side_shows_the_same_letters(trust, samir):
    here = ("-p", "trust.qualog")
    [his] = [copy for copy in copies(samir) if copy["this"]]
    [hers] = copies(lambda *words: trust.qualog(*here, *words))
    assert hers["letters"] in samir("copies")
    assert his["letters"] not in trust.qualog(*here, "copies")
    listed = samir("copies")
    assert "this copy" in listed
    assert "here since this copy began" in listed


def test_a_lost_copy_is_ended_and_reopened(trust, samir):
    [hers] = [copy["copy"] for copy in copies(samir) if not copy["this"]]
    said = samir("copies", "end", hers[:4], "--lost", "--why", "left on a train")
    assert "has ended after its decision" in said
    assert "(lost), says Samir Haddad" in samir("copies")
    assert "goes on." in samir("copies", "reopen", hers[:4])
    assert "goes on, says Samir Haddad" in samir("copies")


def test_why_it_ended_must_be_said(trust, samir):
    [hers] = [copy["copy"] for copy in copies(samir) if not copy["this"]]
    here = ("-p", "samir.qualog", "-a", "Samir Haddad")
    assert "Say why it has ended" in trust.fails(*here, "copies", "end", hers[:4])
    assert "No copy is called “bus”" in trust.fails(*here, "copies", "end", "bus", "--gone")
