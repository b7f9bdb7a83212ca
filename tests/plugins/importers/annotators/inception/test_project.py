"""Projects of INCEpTION: each document once, with what each annotator did."""

import io
import zipfile

import pytest
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.importing.choice import importer_for
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project
from qualog_plugins.importers.annotators.inception.project import Inception

XMI = (
    '<xmi:XMI xmlns:cas="http:///uima/cas.ecore" xmlns:xmi="http://www.omg.org/XMI" '
    'xmlns:c="http:///c.ecore">{}<cas:Sofa xmi:id="1" sofaString="{}"/></xmi:XMI>'
)
TEXT = "🐈 I trust them."
THEME = '<c:Theme sofa="1" begin="{}" end="{}" value="{}"/>'
TSV = (
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.Theme|value\n\n\n#Text=I trust.\n"
    "1-1\t0-1\tI\t_\t\n1-2\t2-7\ttrust\t{}\t\n1-3\t7-8\t.\t_\t\n"
)


def packed(**files):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return whole.getvalue()


@pytest.fixture
def project(tmp_path):
    def project(files):
        path = tmp_path / "study.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("exportedproject1.json", "{}")
            for name, content in files.items():
                archive.writestr(name, content)
        return path

    return project


def read(path, **options):
    assert importer_for(path, installed_plugins().importers()).name == "inception"
    return Inception().read(path, Inception.options(**options))


def test_all_annotators_of_a_document_come_in_at_once(project, tmp_path):
    ann = XMI.format(THEME.format(5, 10, "trust"), TEXT)
    path = project(
        {
            "annotation/talk.txt/INITIAL_CAS.zip": packed(INITIAL_CAS__xmi=XMI.format("", TEXT)),
            "annotation/talk.txt/ann.zip": packed(TypeSystem__xml="<x/>", ann__xmi=ann),
            "annotation/talk.txt/bo.xmi": XMI.format(THEME.format(3, 10, "Trust"), TEXT),
            "annotation/more.txt/bo.tsv": TSV.format("trust"),
            "curation/talk.txt/CURATION_USER.xmi": ann,
        }
    )
    with Project.create(tmp_path / "s.qualog", "Study", ["Me"]) as study:
        result = study.imports.import_(read(path), importer="inception")
        state = study.state
        assert {
            (state.documents[each.document].name, state.quote(each),
             state.author_names(each.made.authors))
            for each in state.codings.values()
        } == {
            ("talk", "trust", "ann"), ("talk", "I trust", "bo"), ("talk", "trust", "CURATION_USER"),
            ("more", "trust", "bo"),
        }  # fmt: skip
        assert len(result.documents) == 2
        assert {each.name for each in state.codebook.codes.values()} == {"Theme", "trust"}


def test_what_cannot_be_read_of_one_annotator_stops_nobody(project):
    path = project(
        {
            "annotation/talk.txt/ann.tsv": TSV.format("trust"),
            "annotation/talk.txt/bo.tsv": TSV.format("trust")[:30],
            "annotation/talk.txt/cy.tsv": TSV.format("trust").replace("trust", "truly"),
        }
    )
    material = read(path)
    assert {each.author for each in material.codings} == {"ann"}
    assert [each[:31] for each in left_behind(material)] == [
        "what bo annotated in “talk”: bo", "what cy annotated in “talk”: th",
    ]  # fmt: skip


def test_an_export_of_nothing_that_can_be_read(project):
    with pytest.raises(
        BadInput,
        match=r"nothing that can be imported\. The first thing left behind is what ann annotated",
    ):
        read(project({"annotation/talk.txt/ann.xmi": "<half"}))
    with pytest.raises(BadInput, match="no folder “annotation”"):
        Inception().read(project({"source/talk.txt": TEXT}), Inception.options())


def test_the_document_before_anybody_annotated_is_nobodys(project):
    path = project(
        {
            "annotation/talk.txt/INITIAL_CAS.xmi": XMI.format(THEME.format(5, 10, "x"), TEXT),
            "annotation/talk.txt/ann.xmi": XMI.format(THEME.format(5, 10, "trust"), TEXT),
        }
    )
    assert [(each.author, each.code) for each in read(path).codings] == [("ann", "trust")]
    with pytest.raises(BadInput, match="nobody annotated anything"):
        read(project({"annotation/talk.txt/INITIAL_CAS.xmi": XMI.format("", TEXT)}))
