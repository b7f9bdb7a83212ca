"""The file of an export: no two formats share a name, and none has the ending of another."""

from itertools import combinations
from pathlib import Path

import pytest
from attrs import frozen

from qualog.errors import BadInput
from qualog.exporting.targets import default_name, with_ending
from qualog.plugins.registry import installed_plugins


@frozen
class Exporter:
    name: str
    suffix: str


def test_no_two_formats_that_are_installed_share_a_name():
    exporters = [offer.plugin for offer in installed_plugins().exporters()]
    names = [default_name(exporter, "Trust").casefold() for exporter in exporters]
    assert len(names) > 10
    assert [pair for pair in combinations(names, 2) if len(set(pair)) == 1] == []


@pytest.mark.parametrize(
    ("name", "suffix", "called"),
    [
        ("codings-csv", ".csv", "A-B.codings.csv"),
        ("report", ".html", "A-B.report.html"),
        ("qdpx", ".qdpx", "A-B.qdpx"),
        ("code-network", ".graphml", "A-B.code-network.graphml"),
        ("network", "", "A-B.network"),
        ("all-tar.gz", ".tar.gz", "A-B.all.tar.gz"),
    ],
)
def test_a_file_says_whose_it_is_and_what(name, suffix, called):
    assert default_name(Exporter(name, suffix), "A/B") == called


def test_a_file_has_a_name_that_every_system_takes():
    called = default_name(Exporter("report", ".html"), 'Trust: "why?"\\ or\n*not*')
    assert called == "Trust- -why--- or--not-.report.html"


@pytest.mark.parametrize(
    ("suffix", "named", "called"),
    [
        (".csv", "x.csv", "x.csv"),
        (".csv", "X.CSV", "X.CSV"),
        (".csv", "x", "x.csv"),
        (".csv", "a.b/x", "a.b/x.csv"),
        (".tar.gz", "x.tar.gz", "x.tar.gz"),
        ("", "x.anything", "x.anything"),
        ("", "x", "x"),
    ],
)
def test_a_file_has_the_ending_of_its_format(suffix, named, called):
    assert with_ending(Exporter("format", suffix), Path(named)) == Path(called)


@pytest.mark.parametrize("named", ["x.xlsx", "x.csv.gz", "csv.x"])
def test_the_ending_of_another_is_refused(named):
    with pytest.raises(BadInput, match=r"format writes files that end in \.csv, and "):
        with_ending(Exporter("format", ".csv"), Path(named))


@pytest.mark.parametrize("named", ["", ".", "..", "/"])
def test_a_folder_is_not_the_name_of_a_file(named):
    with pytest.raises(BadInput, match=r"is a folder\. Name a file in it"):
        with_ending(Exporter("format", ".csv"), Path(named))
