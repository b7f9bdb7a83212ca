"""Which codes hold once the coders have talked, as the command shows it."""

import json


def test_what_is_agreed_on_is_listed_with_where_that_comes_from(demo):
    heading, *rows = demo.qualog("codings", "--consensus").splitlines()
    assert heading.split() == ["document", "span", "code", "from", "passage"]
    assert any("agreed by all" in row for row in rows)
    data = json.loads(demo.qualog("codings", "--consensus", "--json"))["consensus"]
    assert len(rows) - len(data) in (0, 1)  # and a line on what one author alone coded


def test_where_one_author_coded_alone_nothing_holds_and_that_is_said(demo):
    first, second = demo.qualog("codings", "--consensus", "--document", "Interview 3").splitlines()
    assert first == "No code is agreed on by all, and none was settled in a discussion."
    assert second.endswith("holds: Interview 3.")


def test_a_consensus_is_nobodys_alone(demo):
    assert "Leave --coder out" in demo.fails("codings", "--consensus", "--coder", "Ingrid Falk")
