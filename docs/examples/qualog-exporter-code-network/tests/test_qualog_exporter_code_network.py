"""The network of codes: what all exporters promise, and what joins two codes."""

from xml.etree import ElementTree as xml

import pytest
from qualog_exporter_code_network import CodeNetworkExporter, Options

from qualog import BadInput
from qualog.testing.exporters import ExporterContract
from qualog.testing.study import add_text, new_study


class TestContract(ExporterContract):
    exporter = CodeNetworkExporter()
    holds = ("trust", "relies on &amp; leans on", "Leaning on others", 'power / "voice"')
    tried = ({}, {"alone": "no"}, {"min-weight": "2"})


@pytest.fixture
def network(tmp_path, monkeypatch):
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "config"))
    coded = [("a", "one two"), ("b", "two three"), ("a", "three four"), ("c", "six"), ("c", "six ")]
    with new_study(tmp_path) as project:
        add_text(project, "count", "one two three four five six seven", coded)

        def write(**options):
            left_out = CodeNetworkExporter().write(
                project.at(), tmp_path / "net.graphml", Options(**options)
            )
            graph = xml.parse(tmp_path / "net.graphml").getroot().find("{*}graph")
            names = {
                node.get("id"): node.find("{*}data[@key='k0']").text
                for node in graph.findall("{*}node")
            }
            edges = {
                (names[edge.get("source")], names[edge.get("target")]): edge.find("{*}data").text
                for edge in graph.findall("{*}edge")
            }
            return set(names.values()), edges, [str(each) for each in left_out]

        yield write


def test_codes_are_joined_where_their_passages_overlap(network):
    names, edges, _ = network()
    assert names == {"a", "b", "c"}
    [(pair, weight)] = edges.items()
    assert (set(pair), weight) == ({"a", "b"}, "2")


def test_what_is_not_in_it_is_said(network):
    names, edges, left_out = network(min_weight=3, alone=False)
    assert (names, edges) == (set(), {})
    assert left_out[1:] == [
        "One pair of codes that overlap less often than was asked for.",
        "3 codes that overlap with no other.",
    ]
    with pytest.raises(BadInput, match="1 or more"):
        network(min_weight=0)
