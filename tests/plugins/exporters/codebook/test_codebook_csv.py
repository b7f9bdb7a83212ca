"""The codebook as CSV: Taguette's reader takes it, and our own reads back what was written."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualog.material import ImportedCode, Material
from qualog.project.project import Project
from qualog_plugins.exporters.codebook.codebook_csv import CodebookCsv as Exporter
from qualog_plugins.importers.tables.codebook_csv import CodebookCsv as Importer

WORDS = st.text(st.sampled_from("aåB ='+-@\",;.\n"), max_size=12).map(str.strip)
LINE = WORDS.map(lambda words: " ".join(words.split())).filter(bool)


def as_taguette(target):
    """Read a codebook as taguette/import_codebook.py does: which columns, and which rows."""
    reader = csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline=""))
    header = [cell.lower() for cell in next(reader)]
    (name,) = [name for name in ("tag", "name", "path") if name in header]  # else it is refused
    columns = header.index(name), header.index("description")
    return [tuple(row[column].strip() for column in columns) for row in reader]


def read_back(target):
    return Importer().read(target, Importer.options()).codes


def test_taguette_gets_the_codes_in_use_and_what_they_mean(export):
    target, left_out = export(Exporter())
    tags = as_taguette(target)
    assert ("trust <script>x</script>", "relies on & leans on") in tags
    assert ("Power over", "decides for others") in tags
    assert not {"confidence", "old one"} & {name for name, _ in tags}
    assert left_out == [
        "The file leaves out 3 codes that were merged, split or retired. "
        "To export them: qualog export codebook-md",
        "The file leaves out 2 memos on codes. To export them: qualog export sqlite",
    ]


def test_the_nearest_code_in_use_is_the_one_above(project, export):
    project.codes.add("nearer", parent="voice")
    project.codes.add("nearest", parent="nearer")
    project.codes.retire("nearer", why="not needed")
    codes = {code.name: code for code in read_back(export(Exporter())[0])}
    assert codes["nearest"].parent == "voice"


@pytest.mark.parametrize("example", ["yes | no", "yes\nno"])
def test_an_example_that_would_be_read_as_two_is_told(project, export, example):
    project.codes.define("voice", examples=[example])
    assert (
        "An example of the code “voice” has a line break or a “|”: it is read as several."
        in export(Exporter())[1]
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.lists(
        st.tuples(LINE, WORDS, WORDS, WORDS, st.lists(LINE, max_size=3)), min_size=1, max_size=4
    )
)
def test_what_was_written_is_read_back(tmp_path_factory, found):
    """Each code under the one before it."""
    codes: dict[str, ImportedCode] = {}
    above = None
    for name, definition, include, exclude, examples in found:
        code = ImportedCode(name, definition, include, exclude, tuple(examples), parent=above)
        above = codes.setdefault(name.casefold(), code).name
    folder = tmp_path_factory.mktemp("study")
    with Project.create(folder / "s.qualog", "Study", ["Ann"]) as project:
        project.imports.import_(Material(codes=tuple(codes.values())), importer="test")
        Exporter().write(project.at(None), folder / "x.csv", Exporter.options())
    assert read_back(folder / "x.csv") == tuple(codes.values())
