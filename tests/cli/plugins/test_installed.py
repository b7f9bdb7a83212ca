"""The list of plugins."""

import json


def test_every_plugin_is_listed_with_its_kind_where_it_is_from_and_what_it_does(shell):
    heading, *rows = shell.qualog("plugins").splitlines()
    assert heading.split()[:2] == ["kind", "name"]
    [word] = [row for row in rows if row.split()[:2] == ["importer", "word"]]
    assert "qualog 0.1.0" in word
    assert "Word documents" in word


def test_as_json_each_kind_is_there(shell):
    kinds = {plugin["kind"] for plugin in json.loads(shell.qualog("plugins", "--json"))["offers"]}
    assert {"importer", "exporter"} <= kinds
