"""Turns and parts are small while nobody looks at them, and the same when somebody does."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from qualog.decisions.documents import Turn
from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.project.project import Project
from qualog.state import state as states
from qualog.state.packed import Part, pack_parts, pack_turns, parts_of, turns_of

COUNT = st.integers(0, 2**63 - 1)
TURNS = st.builds(Turn, COUNT, COUNT, st.integers(-1, 50), st.none() | COUNT, st.none() | COUNT)


@given(st.lists(TURNS), st.lists(st.builds(Part, st.text(), COUNT)))
def test_what_is_packed_comes_back(turns, parts):
    assert turns_of(pack_turns(turns)) == tuple(turns)
    assert parts_of(pack_parts(parts)) == tuple(parts)


def interview(name, turns=200):
    text = "".join(f"{number:04} is what somebody said in {name}.\n" for number in range(turns))
    width = len(text) // turns
    spans = [(at * width, (at + 1) * width - 1) for at in range(turns)]
    cut = tuple(ImportedTurn(*span, "IR"[at % 2]) for at, span in enumerate(spans))
    return Material(documents=(ImportedDocument(name, text, cut),))


def test_memory_does_not_grow_with_what_is_imported(tmp_path):
    with Project.create(tmp_path / "s.qualog", "S", ["A"]) as project:
        tracemalloc.start()
        held = []
        for number in range(12):
            project.imports.import_(interview(f"talk{number:02}"), importer="test")
            assert len(project.state.documents) == number + 1
            turns_of.cache_clear()
            parts_of.cache_clear()
            held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        # 200 turns and 200 parts were 70 kB for each document when they were kept as objects.
        assert (held[-1] - held[3]) / 8 < 20_000


def test_texts_are_read_anew_once_there_are_too_many(tmp_path, monkeypatch):
    monkeypatch.setattr(states, "_TEXTS_KEPT", 20_000)
    with Project.create(tmp_path / "s.qualog", "S", ["A"]) as project:
        for number in range(5):
            project.imports.import_(interview(f"talk{number}"), importer="test")
        state = project.state
        for _ in range(2):
            for each in state.documents.values():
                assert state.text(each.id) == interview(each.name).documents[0].text
        assert sum(len(text) for _, text in state._texts.values()) < 30_000
