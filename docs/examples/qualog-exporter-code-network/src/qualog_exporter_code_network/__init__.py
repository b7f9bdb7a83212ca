"""Writes the codes as a network, in GraphML: for Gephi, yEd, Cytoscape, igraph and networkx.

A node is a code that is in use, with its definition, its number of passages and the theme that
it is under. An edge joins two codes whose passages overlap, and says in how many pairs they do.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml

from attrs import frozen

from qualog.errors import BadInput
from qualog.hookspecs import Exporter, hookimpl
from qualog.options import option
from qualog.state import Coding, State
from qualog.study import Study
from qualog.writing import written_whole

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS = (
    ("node", "label", "string"),
    ("node", "definition", "string"),
    ("node", "theme", "string"),
    ("node", "passages", "int"),
    ("edge", "weight", "int"),
)
Pairs = Counter[tuple[str, str]]


@frozen
class Options:
    """Which codes are joined."""

    min_weight: int = option(1, help="overlapping pairs of passages for an edge, at least")
    alone: bool = option(True, help="codes that overlap with no other too")


class CodeNetworkExporter:
    """A network of codes; codings of one code that overlap are no loop."""

    name = "code-network"
    summary = "The codes as a network (GraphML), joined where their passages overlap"
    suffix = ".graphml"
    options = Options

    def write(self, study: Study, target: Path, options: Options) -> Sequence[str]:
        """Write the network; give in words what is not in it.

        Raises:
            BadInput: a weight below 1, or the file cannot be written.
        """
        if options.min_weight < 1:
            raise BadInput(f"min-weight is 1 or more, not {options.min_weight}.")
        state = study.state
        found = _overlaps(state)
        edges = {pair: count for pair, count in found.items() if count >= options.min_weight}
        joined = {code for pair in edges for code in pair}
        codes = [code for _, code in state.codebook.tree() if code.is_live]
        nodes = [code for code in codes if options.alone or code.id in joined]
        root = xml.Element("graphml", xmlns=_SPACE)
        for number, (on, name, kind) in enumerate(_KEYS):
            told = {"id": f"k{number}", "for": on, "attr.name": name, "attr.type": kind}
            xml.SubElement(root, "key", told)
        graph = xml.SubElement(root, "graph", edgedefault="undirected")
        themes = {code: each.name for each in state.themes.values() for code in each.codes}
        for code in nodes:
            node = xml.SubElement(graph, "node", id=code.id)
            passages = len(state.codings_of(code.id))
            told = (state.codebook.path(code.id), code.definition, themes.get(code.id, ""))
            _describe(node, *told, passages)
        there = {code.id for code in nodes}
        for (one, other), count in sorted(edges.items()):
            if {one, other} <= there:
                edge = xml.SubElement(graph, "edge", source=one, target=other)
                xml.SubElement(edge, "data", key="k4").text = str(count)
        xml.indent(root)
        with written_whole(target) as draft:
            draft.write_bytes(xml.tostring(root, encoding="utf-8", xml_declaration=True))
        return _left_out(state, len(found) - len(edges), len(codes) - len(nodes))


def _describe(node: xml.Element, *values: Any) -> None:
    for number, value in enumerate(values):
        if value != "":
            xml.SubElement(node, "data", key=f"k{number}").text = _as_xml(str(value))


def _as_xml(text: str) -> str:
    """Give a text without the characters that XML does not have."""
    return "".join(each if each.isprintable() or each in "\n\t" else "\ufffd" for each in text)


def _overlaps(state: State) -> Pairs:
    """Count for each two codes (ids, in their order) how often their passages overlap."""
    found: Pairs = Counter()
    for document in state.documents:
        codings = [each for each in state.codings_in(document) if each.region is None]
        open_: list[Coding] = []
        for coding in codings:
            open_ = [each for each in open_ if each.end > coding.start] + [coding]
            for other in open_[:-1]:
                one, two = sorted(state.codebook.resolve(each.code) for each in (coding, other))
                if one != two:
                    found[one, two] += 1
    return found


def _left_out(state: State, edges: int, codes: int) -> list[str]:
    told = ["the texts, the passages and who coded them: a network has codes alone"]
    if edges:
        told.append(f"pairs of codes that overlap more seldom than is asked for: {edges}")
    if codes:
        told.append(f"codes that overlap with no other: {codes}")
    if pictured := sum(each.region is not None for each in state.codings.values()):
        told.append(f"overlaps of codings on pictures and recordings: {pictured} such codings")
    return told


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter to Qualog."""
    return [CodeNetworkExporter()]
