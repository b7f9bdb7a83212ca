"""Texts with labels: what they are called, and what was left behind of them."""

from qualog_plugins.importers.annotators.labelled import LabelledTexts
from qualog_plugins.importers.placing.texts import ProjectTexts
from qualog_plugins.importers.transcripts.turns import TurnOptions


def test_a_text_is_called_as_its_file_with_its_id_or_number():
    texts = LabelledTexts("set", ProjectTexts(TurnOptions()))
    for number, value in enumerate([{"id": 7}, {}, {"id": 7}, {"id": 10**30}, {"id": "x"}], 1):
        texts.add_text(value, number, "I trust them.")
    texts.dropped.append("line 6, which has no text")
    material = texts.material()
    assert [document.name for document in material.documents] == [
        "set 7", "set 2", "set 7 (2)", f"set 1{'0' * 19}", "set 5",
    ]  # fmt: skip
    assert list(map(str, material.dropped)) == [
        "the name of another document “set 7”: it is called “set 7 (2)” here",
        "line 6, which has no text",
    ]
