"""Bundles that mean harm: refused with a sentence, and nothing of the project is changed."""

import gzip
import json
import shutil
import tracemalloc
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from qualog.errors import LogError, QualogError
from qualog.log.replication import bundle as bundles
from qualog.log.replication.introduction import NotMet
from qualog.project.project import Project

CRASHERS = Path(__file__).with_name("crashers")


@pytest.fixture(scope="module")
def place(study, tmp_path_factory):
    """A folder with the study and a bundle of the other copy that holds up."""
    folder = tmp_path_factory.mktemp("mail")
    for name in ("s.qualog", "other.qualog"):
        shutil.copy(study / name, folder / name)
    with Project.open(folder / "other.qualog", author=["Samir"]) as other:
        other.codes.add("by mail")
        other.copies.bundle(folder / "true.bundle")
    return folder


def lines_of(place: Path) -> list[bytes]:
    return gzip.decompress((place / "true.bundle").read_bytes()).splitlines(keepends=True)


def letters(place: Path) -> list[str]:
    """Give the letters of the other copies: whoever is accepted is not believed for that."""
    with Project.open(place / "other.qualog") as other:
        return [copy.letters for copy in other.copies.all()]


def refused(place: Path, data: bytes, *, packed: bool = True) -> str:
    """Apply a bundle, which must be refused; give the sentence."""
    file = place / "hostile.bundle"
    file.write_bytes(gzip.compress(data) if packed else data)
    with Project.open(place / "s.qualog", author=["Ingrid"]) as project:
        before = project.log.store.heads(), project.log.store.content_ids()
        with pytest.raises(LogError) as refusal:
            project.copies.apply(file, accept=letters(place))
        assert (project.log.store.heads(), project.log.store.content_ids()) == before
        assert project.verify().fault is None
    return str(refusal.value)


def test_the_true_bundle_is_taken_in(place, tmp_path):
    copy = tmp_path / "s.qualog"
    shutil.copy(place / "s.qualog", copy)
    with Project.open(copy, author=["Ingrid"]) as project:
        with pytest.raises(NotMet):
            project.copies.apply(place / "true.bundle")
        assert project.copies.apply(place / "true.bundle", accept=letters(place)).count


def test_what_is_no_bundle(place):
    assert "not a bundle" in refused(place, b"PK\3\4 a zip", packed=False)
    assert "not a bundle" in refused(place, b"")
    assert "not a bundle" in refused(place, b'{"../../etc/passwd": 1}\n')


def test_part_of_a_bundle(place):
    lines = lines_of(place)
    whole = (place / "true.bundle").read_bytes()
    assert refused(place, b"".join(lines[:-1]))
    assert refused(place, b"".join(lines[:3]))
    assert refused(place, b"".join(lines[:2] + lines[3:]))
    assert refused(place, whole[: len(whole) // 2], packed=False)


def test_lines_in_another_order_or_twice(place):
    lines = lines_of(place)
    assert refused(place, b"".join([lines[0], lines[2], lines[1], *lines[3:]]))
    assert refused(place, b"".join([*lines[:3], lines[2], *lines[3:]]))


def test_a_line_that_was_changed(place):
    lines = lines_of(place)
    entry = json.loads(lines[2])
    for column, value in ((2, entry[0][2] + 1), (3, "0" * 16), (4, "code-retired"), (5, 7)):
        changed = json.loads(lines[2])
        changed[0][column] = value
        data = [*lines[:2], json.dumps(changed).encode() + b"\n", *lines[3:]]
        assert "changed" in refused(place, b"".join(data))


def test_words_and_texts_that_are_not_those_that_were_sealed(place):
    lines = lines_of(place)
    for number, entry in enumerate(lines[1:-1], start=1):
        entry = json.loads(entry)
        if entry[1] is not None:
            entry[1][1] = "AAAA"
            data = [*lines[:number], json.dumps(entry).encode() + b"\n", *lines[number + 1 :]]
            refusal = refused(place, b"".join(data)) if entry[0][0] not in known(place) else ""
            assert refusal == "" or "other words" in refusal or "not JSON" in refusal


def known(place: Path) -> set[str]:
    """The replicas whose lines the study has already: theirs are not taken in again."""
    with Project.open(place / "s.qualog") as project:
        return set(project.log.store.heads())


def test_another_projects_bundle(place, tmp_path):
    with Project.create(tmp_path / "o.qualog", "Other", ["Eve"]) as other:
        other.copies.bundle(tmp_path / "o.bundle")
    data = (tmp_path / "o.bundle").read_bytes()
    assert "another project" in refused(place, data, packed=False)
    heading, *rest = gzip.decompress(data).splitlines(keepends=True)
    with Project.open(place / "s.qualog") as project:
        mine = project.log.store.project
    lied = json.loads(heading) | {"project": mine}
    assert refused(place, json.dumps(lied).encode() + b"\n" + b"".join(rest))


def test_a_gigabyte_in_a_megabyte(place, monkeypatch):
    monkeypatch.setattr(bundles, "_LINE_BYTES", 1 << 20)
    lines = lines_of(place)
    bomb = place / "hostile.bundle"
    with gzip.open(bomb, "wb", compresslevel=1) as packed:
        packed.write(lines[0])
        for _ in range(300):
            packed.write(b" " * (1 << 20))
    tracemalloc.start()
    with (
        Project.open(place / "s.qualog", author=["Ingrid"]) as project,
        pytest.raises(LogError, match="too long"),
    ):
        project.copies.apply(bomb)
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


def test_a_heading_that_promises_too_much(place):
    lines = lines_of(place)
    for change in (
        {"heads": {"0" * 16: [10**9, "AAAA", 0]}},
        {"begins": {"0" * 16: [10**9, "AAAA", 0]}},
        {"branches": [["0" * 16, "1" * 16, 3]]},
        {"branches": [["0" * 16, "0" * 16, 3]]},
        {"checkpoints": [["0" * 16, 10**9, "AAAA", "AAAA", "AAAA"]]},
    ):
        heading = json.loads(lines[0]) | change
        if "begins" in change or "branches" in change:
            # These alone say nothing that could be believed: nobody's lines are concerned.
            heading["heads"] |= {"0" * 16: [10**9 + 1, "AAAA", 0]}
        assert refused(place, json.dumps(heading).encode() + b"\n" + b"".join(lines[1:]))


mutations = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 255), st.sampled_from(["set", "cut", "double"])),
    min_size=1,
    max_size=3,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mutations)
def test_a_bundle_with_anything_changed(place, changes):
    data = bytearray(b"".join(lines_of(place)))
    for where, value, how in changes:
        at = int(where * (len(data) - 1)) if data else 0
        if how == "set" and data:
            data[at] = value
        elif how == "cut":
            del data[at : at + value]
        else:
            data[at:at] = data[at : at + value]
    outcome(place, gzip.compress(bytes(data)))


@pytest.mark.parametrize("path", sorted(CRASHERS.glob("*")), ids=lambda path: path.name)
def test_what_once_crashed(place, path):
    outcome(place, path.read_bytes())


def outcome(place: Path, data: bytes) -> None:
    """Apply it to a fresh copy: it is refused, or what came in verifies."""
    file, copy = place / "fuzzed.bundle", place / "fuzzed.qualog"
    file.write_bytes(data)
    shutil.copy(place / "s.qualog", copy)
    with Project.open(copy, author=["Ingrid"]) as project:
        before = project.log.store.heads()
        try:
            project.copies.apply(file)
        except QualogError:
            assert project.log.store.heads() == before
        assert project.verify().fault is None
        assert project.state.name == "Study"
