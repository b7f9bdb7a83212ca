"""Where coders differ, as the command shows it."""

import json


def test_the_costliest_passage_comes_first(demo):
    passages = json.loads(demo.qualog("disagreements", "--json"))
    shares = [found["share"] for found in shares_in(passages)]
    assert shares == sorted(shares, reverse=True)
    assert len(shares) > 1


def shares_in(value):
    if isinstance(value, dict):
        if "share" in value:
            yield value
        for inner in value.values():
            yield from shares_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from shares_in(inner)


def test_only_so_many_are_shown_and_the_rest_is_counted(demo):
    assert "--most" in demo.qualog("disagreements", "--most", "1")


def test_boundaries_have_no_unit(demo):
    assert "Leave --unit out" in demo.fails("disagreements", "boundaries", "--unit", "turn")
