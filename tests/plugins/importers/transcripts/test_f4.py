"""f4's time marks at the ends of turns, in every kind of text that f4 and its users write."""

import pytest
from tests.plugins.importers.docx_files import make, para, run
from tests.plugins.importers.odt_files import odt

from qualog.importing.choice import importer_for
from qualog.importing.reading import read_material
from qualog.plugins.registry import installed_plugins
from qualog_plugins.importers.transcripts.f4 import with_f4_times
from qualog_plugins.importers.transcripts.turns import find_turns

LINES = ["I: Why? #00:00:05-1#", "B: So. #00:00:09-8#", "B: And so on. #00:00:14-0#"]
TIMES = [("I", 0, 5_100), ("B", 5_100, 9_800), ("B", 9_800, 14_000)]


def write(path, lines):
    """Write lines as the file that a name says."""
    if path.suffix == ".docx":
        make(path, "".join(para(run(line)) for line in lines))
    elif path.suffix == ".odt":
        path.write_bytes(odt("".join(f"<text:p>{line}</text:p>" for line in lines)))
    elif path.suffix == ".rtf":
        path.write_text(r"{\rtf1\ansi " + r"\par ".join(lines) + r"\par}", "utf-8")
    else:
        path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def times(path):
    offer = importer_for(path, installed_plugins().importers())
    [document] = read_material(offer, path, {}).documents
    return [(each.speaker, each.time, each.until) for each in document.turns]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx", ".odt", ".rtf"])
def test_a_mark_says_when_the_turn_before_it_ends(tmp_path, suffix):
    assert times(write(tmp_path / f"talk{suffix}", LINES)) == TIMES


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_marks_at_beginnings_and_other_marks_are_taken_as_they_are(tmp_path, suffix):
    begins = ["#00:00:05-1# I: Why?", "#00:00:09-8# B: So."]
    assert times(write(tmp_path / f"a{suffix}", begins)) == [("I", 5_100, None), ("B", 9_800, None)]
    others = ["I: Why? [00:00:05]", "I: So. [00:00:09]"]
    assert times(write(tmp_path / f"b{suffix}", others)) == [("I", 5_000, None), ("I", 9_000, None)]


def test_a_turn_may_end_when_the_one_before_it_does_but_not_before():
    text = "I: Why? #00:00:05-1#\nR: So. #00:00:05-1#\nI: Hm. #00:00:03-0#\n"
    turns = with_f4_times(text, find_turns(text).turns)
    assert [(turn.time, turn.until) for turn in turns] == [
        (0, 5_100),
        (5_100, 5_100),
        (5_100, None),
    ]
