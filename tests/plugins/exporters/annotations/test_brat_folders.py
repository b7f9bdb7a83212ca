"""Codings for brat: a folder for each coder, which brat and our own importer read."""

import zipfile

from qualog.decisions.codings import Region
from qualog.material import ImportedCoding, Material
from qualog_plugins.exporters.annotations.brat_folders import Brat
from qualog_plugins.importers.annotators.brat import BratAnnotations

INGRID, SAMIR = "Ingrid <b>Falk</b>", "Samir"
TRUST = "trust <script>x</script>"


def unpack(target, folder):
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
    return folder


def test_brat_reads_what_it_is_given(project, export, tmp_path):
    target, left_out = export(Brat())
    folder = unpack(target, tmp_path / "brat")
    assert {path.name for path in folder.iterdir()} == {
        "annotation.conf",
        "Ingrid -b-Falk--b-",
        "Samir",
        "Ingrid -b-Falk--b- and Samir",
    }
    assert left_out == [
        "The document “talk <1>” is in the file “talk -1-.txt”, since no file can have its name.",
        "brat takes no spaces and few signs in the name of a code; 2 are written differently: "
        f"“{TRUST}” as trust_script_x_script and “Power over” as Power_over.",
        "The file leaves out one memo on a text or a passage. To export it: qualog export sqlite",
    ]
    found = BratAnnotations().read(folder / SAMIR / "talk -1-.txt", BratAnnotations.options())
    assert found.documents[0].text == project.state.text(project.find.document("talk <1>").id)
    (samir,) = (author.id for author in project.state.authors.values() if author.name == SAMIR)
    types = {TRUST: "trust_script_x_script"}
    memos = {memo.about: memo.text for memo in project.state.memos.values()}
    names = project.state.codebook.name
    assert {(coding.start, coding.end, coding.code, coding.memo) for coding in found.codings} == {
        (
            coding.start,
            coding.end,
            types.get(names(coding.code), names(coding.code)),
            memos.get(coding.id, ""),
        )
        for coding in project.state.codings.values()
        if coding.made.authors == (samir,)
    }
    assert found.dropped == ()


def test_a_passage_of_several_lines_is_one_annotation(project, export, tmp_path):
    folder = unpack(export(Brat())[0], tmp_path / "brat")
    jointly = folder / "Ingrid -b-Falk--b- and Samir" / "talk -1-.txt"
    (voice,) = BratAnnotations().read(jointly, BratAnnotations.options()).codings
    (coding,) = project.state.codings_of(project.find.code("voice").id)
    assert (voice.start, voice.end, voice.code) == (coding.start, coding.end, "voice")


def test_codes_whose_names_become_the_same_stay_two(project, export):
    for code in ("a b", "a_b"):
        project.codes.add(code)
        project.codings.apply(code, "letter", quote="decide", by=[SAMIR])
    with zipfile.ZipFile(export(Brat())[0]) as archive:
        lines = archive.read(f"{SAMIR}/letter.ann").decode().splitlines()
    assert {line.split("\t")[1].split()[0] for line in lines} == {"a_b", "a_b_2"}


def test_what_has_no_words_is_left_out_and_that_is_said(project, export):
    marked = ImportedCoding("letter", 0, 0, "voice", region=Region(page=2))
    project.imports.import_(Material(codings=(marked,)), importer="test")
    assert export(Brat())[1][-1] == (
        "The file leaves out one coding of a picture, a page or a recording. "
        "To export it: qualog export codings-csv"
    )
