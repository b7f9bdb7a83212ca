"""A study goes out as REFI-QDA, valid by the standard's own schema, and comes back the same."""

import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plugins.exporters.refi.standard import find, project_xml
from tests.plugins.refi import back, kept, read

from qualog.decisions.codings import Region
from qualog.material import (
    ImportedAttribute,
    ImportedAttribution,
    ImportedCode,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedMemoOn,
    ImportedTheme,
    ImportedValue,
    Material,
)
from qualog.plugins.protocols import Exporter, WithSeveralFiles
from qualog.project.project import Project
from qualog_cli.study.demo.player import play_demo
from qualog_plugins.exporters.refi import qdpx

PICTURE, SOUND, PDF = b"\x89PNG...", b"ID3...", b"%PDF-1.4..."


def test_the_hook_returns_it():
    (exporter,) = qdpx.qualog_exporters()
    assert isinstance(exporter, Exporter)
    assert isinstance(exporter, WithSeveralFiles)


def test_all_that_can_happen_to_a_study(project, export, tmp_path):
    target, left_out = export(qdpx.Qdpx())
    root = project_xml(target)
    assert root.get("origin").startswith("Qualog ")
    other, _ = back(project, tmp_path)
    before, after = kept(project.state), kept(other.state)
    assert after == before
    assert left_out == [
        "The file leaves out 3 codes that were merged, split or retired.",
        "The file leaves out one relationship between themes.",
        "The project leaves out the times of turns, and the files that texts were imported from "
        "unless they are PDFs. To write such a file: qualog document original",
        "The project leaves out the history: who decided what, when and why, earlier wordings, "
        "and what was taken back. To export it: qualog export log-jsonl",
        "A coding has one user in REFI-QDA, so those who coded jointly are one: "
        "Ingrid <b>Falk</b> and Samir.",
        "The project leaves out one theory that the study uses.",
        "The project leaves out 4 links to theoretical concepts.",
        "The project leaves out one named point in time.",
        "The project leaves out who conducted and who transcribed one interview, and when.",
        "The project leaves out who read one document, and who coded it in full.",
        "The project leaves out which speakers of one document are researchers.",
        "The project leaves out 2 participants' names, consent and withdrawals.",
    ]


def test_nobodys_name_is_in_it(export):
    target, _ = export(qdpx.Qdpx())
    with zipfile.ZipFile(target) as package:
        words = b"".join(map(package.read, package.namelist()))
    assert b"Margareta" not in words
    assert b"Karl-Erik" not in words


def test_who_withdrew_is_not_in_it(project, export):
    project.participants.withdraw("Bo")
    with zipfile.ZipFile(export(qdpx.Qdpx())[0]) as package:
        words = b"".join(map(package.read, package.namelist()))
    assert b"They decide" not in words
    assert b'name="Bo"' not in words


def test_every_coder_has_their_own_selection(export, project):
    root = project_xml(export(qdpx.Qdpx())[0])
    for selection in find(root, "PlainTextSelection"):
        users = {coding.get("creatingUser") for coding in selection.findall("{*}Coding")}
        assert users <= {selection.get("creatingUser")}
    assert len(find(root, "Coding")) == len(project.state.codings)
    assert all(code.get("color") for code in find(root, "Code"))


def test_the_same_study_gives_the_same_bytes(export):
    first = export(qdpx.Qdpx())[0].read_bytes()
    assert export(qdpx.Qdpx())[0].read_bytes() == first


def test_one_file_per_coder(project, tmp_path):
    options = qdpx.Qdpx.options(one_file_per_coder=True)
    exporter, target = qdpx.Qdpx(), tmp_path / "out.qdpx"
    files = exporter.files(project.at(None), target, options)
    exporter.write(project.at(None), target, options)
    assert sorted(files) == sorted(tmp_path.glob("*.qdpx"))
    assert len(files) == 3  # each alone, and both together
    with Project.create(tmp_path / "other.qualog", "Other", ["Importer"]) as other:
        for path in files:
            material = read(path)
            assert len({coding.author for coding in material.codings}) == 1
            other.imports.import_(material, importer="refi-qda")
        assert kept(other.state)["codings"] == kept(project.state)["codings"]


def test_an_empty_study_is_a_project(tmp_path):
    with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as empty:
        qdpx.Qdpx().write(empty.at(None), tmp_path / "out.qdpx", qdpx.Qdpx.options())
    project_xml(tmp_path / "out.qdpx")


def test_the_demo_comes_back(tmp_path):
    with play_demo(tmp_path / "demo.qualog") as demo:
        other, _ = back(demo, tmp_path)
        before, after = kept(demo.state), kept(other.state)
        assert after == before
        assert len(before["codings"]) > 40
        assert [
            [(turn.start, turn.end, turn.time) for turn in document.turns]
            for document in other.state.documents.values()
        ] == [
            [(turn.start, turn.end, turn.time) for turn in document.turns]
            for document in demo.state.documents.values()
        ]
        other.close()


def test_pictures_pdfs_and_recordings_with_what_is_marked_in_them(tmp_path):
    material = Material(
        documents=(
            ImportedDocument("map", "", original=PICTURE, media="image/png"),
            ImportedDocument("song", "", original=SOUND, media="audio/mpeg"),
            ImportedDocument("film", "", media="video/mp4"),
            ImportedDocument("scan", "", original=PDF, media="application/pdf"),
            ImportedDocument("paper", "Some words in it.", original=PDF),
        ),
        codings=(
            ImportedCoding("map", 0, 0, "a", "Ann", region=Region(box=(1, 2, 30, 40))),
            ImportedCoding("song", 0, 0, "a", "Ann", region=Region(begin=100, end=2500)),
            ImportedCoding("film", 0, 0, "b", "Bo", region=Region(begin=0, end=40)),
            ImportedCoding("scan", 0, 0, "b", "Bo", region=Region(page=3, box=(1, 2, 3, 4))),
            ImportedCoding("paper", 5, 10, "b", "Bo"),
            ImportedCoding("paper", 0, 0, "a", "Bo", region=Region(page=2, box=(1, 2, 3, 4))),
            ImportedCoding("film", 0, 0, "a", "Bo", region=Region()),
        ),
    )
    with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as study:
        study.imports.import_(material, importer="test")
        other, again = back(study, tmp_path)
        assert kept(other.state) == kept(study.state)
        originals = {document.name: document.original for document in again.documents}
        assert originals == {
            "map": PICTURE, "song": SOUND, "film": None, "scan": PDF, "paper": PDF,
        }  # fmt: skip
        other.close()


def test_authors_who_coded_nothing_are_users(tmp_path):
    with Project.create(tmp_path / "s.qualog", "S", ["Ann", "Bo"]) as study:
        coded = Material(
            documents=(ImportedDocument("talk", "So we wait."),),
            codings=(ImportedCoding("talk", 0, 2, "a", "Ann"),),
        )
        study.imports.import_(coded, importer="test")
        other, material = back(study, tmp_path)
        other.close()
    users = find(project_xml(tmp_path / "out.qdpx"), "User")
    assert {"Ann", "Bo"} <= {user.get("name") for user in users}
    assert "one user who coded nothing: Bo" in map(str, material.dropped)


WORDS = st.text("abåæ 🐈\n.é", min_size=1, max_size=30).filter(str.strip)
LINES = WORDS.map(lambda text: " ".join(text.split()))
TEXTS = st.lists(st.text("abå 🐈\n.:I", min_size=3, max_size=40), min_size=1, max_size=3)


@st.composite
def materials(draw):
    texts = [text for text in draw(TEXTS) if text.strip()] or ["so"]
    documents = [ImportedDocument(f"talk {n}", text) for n, text in enumerate(texts)]
    names = draw(st.lists(LINES, min_size=1, max_size=4, unique_by=str.casefold))
    codes = [
        ImportedCode(
            name,
            draw(st.just("") | LINES),
            draw(st.just("") | LINES),
            draw(st.just("") | LINES),
            tuple(draw(st.lists(LINES, max_size=2))),
            parent=draw(st.sampled_from([None, *names[:n]])),
        )
        for n, name in enumerate(names)
    ]
    people = ["Ann", "Bo", "Cy & Di"]

    def passage():
        document = draw(st.sampled_from(documents))
        start = draw(st.integers(0, len(document.text) - 1))
        return document.name, start, draw(st.integers(start + 1, len(document.text)))

    codings, keys = [], []
    for n in range(draw(st.integers(0, 6))):
        place = (*passage(), draw(st.sampled_from(names)), draw(st.sampled_from(people)))
        if place not in keys:
            keys.append(place)
            codings.append(ImportedCoding(*place, dated=n * 1001, key=str(n)))
    memos = [
        ImportedMemo(name, draw(WORDS).strip(), start, end, draw(st.sampled_from(people)))
        for name, start, end in (passage() for _ in range(draw(st.integers(0, 2))))
    ]
    on = [
        ("study", ""),
        ("code", names[0]),
        ("participant", "P1"),
        ("theme", "T1"),
        *[("coding", coding.key) for coding in codings[:1]],
    ]
    themes = (
        ImportedTheme("T1", draw(st.just("") | LINES), codes=tuple(names[:2])),
        ImportedTheme("T2", parent="T1"),
    )
    return Material(
        documents=tuple(documents),
        codes=tuple(codes),
        codings=tuple(codings),
        memos=tuple(memos),
        memos_on=tuple(
            ImportedMemoOn(*draw(st.sampled_from(on)), draw(WORDS).strip(), "Bo")
            for _ in range(draw(st.integers(0, 4)))
        ),
        themes=themes,
        participants=("P1", "P2"),
        attributions=tuple(
            ImportedAttribution(name, "P1", start, end)
            for name, start, end in (passage() for _ in range(draw(st.integers(0, 2))))
        ),
        attributes=(ImportedAttribute("age", "integer"), ImportedAttribute("kind")),
        values=(
            ImportedValue("participant", "P1", "age", str(draw(st.integers(-5, 99)))),
            ImportedValue("document", documents[0].name, "kind", draw(LINES)),
        ),
    )


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(materials())
def test_any_study_comes_back(tmp_path_factory, material):
    folder = tmp_path_factory.mktemp("trip")
    with Project.create(folder / "s.qualog", "S", ["Ann"]) as study:
        study.imports.import_(material, importer="test")
        other, _ = back(study, folder)
        try:
            assert kept(other.state) == kept(study.state)
        finally:
            other.close()
