"""Finding words in the documents."""

import json


def test_words_are_found_with_their_place_and_counted(demo):
    shown = demo.qualog("search", "listened")
    assert "Interview 2" in shown
    assert "One place." in shown
    assert "Nothing was found." in demo.qualog("search", "xyzzy")


def test_as_json_each_place_has_its_words(demo):
    [found] = json.loads(demo.qualog("search", "listened", "--json"))["places"]
    assert "listened" in json.dumps(found)
