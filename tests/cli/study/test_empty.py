"""A list that is empty says so, and how to fill it; as JSON it is an empty list."""

import json

import pytest


@pytest.mark.parametrize(
    ("words", "key", "said"),
    [
        (("documents",), "documents", "There are no documents. To import one: qualog import FILE"),
        (
            ("codings",),
            "codings",
            "There are no codings. To code a passage: qualog apply CODE DOCUMENT",
        ),
        (("codes",), "codes", "The codebook has no codes yet: qualog code add NAME"),
        (("themes",), "themes", "There are no themes yet: qualog theme add NAME"),
        (("memo", "list"), "memos", "There are no memos yet: qualog memo write TEXT"),
        (
            ("participant", "list"),
            "participants",
            "There are no participants. To add one: qualog participant add PSEUDONYM",
        ),
        (
            ("participant", "key"),
            "key",
            "There are no participants. To add one: qualog participant add PSEUDONYM",
        ),
        (
            ("attribute", "list"),
            "attributes",
            "There are no attributes. To define one: qualog attribute define NAME",
        ),
        (
            ("moments",),
            "moments",
            "There are no named points in time. To name this one: qualog moment NAME",
        ),
        (
            ("round", "list"),
            "rounds",
            "There are no rounds yet. To open one: qualog round open NAME",
        ),
        (("discuss", "list"), "discussions", "There are no discussions."),
        (("discuss", "list", "--open"), "discussions", "There are no open discussions."),
        (("questions",), "questions", "There are no questions."),
        (("search", "trust"), "places", "Nothing was found."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_empty_list(shell, words, key, said):
    shell.qualog("init", "Trust", "--author", "Ingrid Falk")
    assert shell.qualog(*words) == f"{said}\n"
    assert json.loads(shell.qualog(*words, "--json"))[key] == []
