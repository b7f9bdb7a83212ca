"""Writes the codes as a network, in GraphML: for Gephi, yEd, Cytoscape, igraph and networkx.

A node is a code that is in use, with its definition, its number of passages and the theme that
it is under. An edge joins two codes whose passages overlap, and says in how many pairs they do.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as xml

from attrs import frozen

from qualog import BadInput, Study, hookimpl, option
from qualog.files import atomic_write
from qualog.language import Sayable, message, plural
from qualog.plugins.protocols import Exporter
from qualog.state import Code, Coding, State

_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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
    """A network of codes; codings of one code that overlap do not make a loop."""

    name = "code-network"
    summary = "The codes as a network (GraphML), joined where their passages overlap"
    suffix = ".graphml"
    options = Options

    def write(self, study: Study, target: Path, options: Options) -> Sequence[Sayable]:
        """Write the network; return in words what is not in it.

        Raises:
            BadInput: a weight below 1, or the file cannot be written.
        """
        if options.min_weight < 1:
            raise BadInput("min-weight is 1 or more, not {weight}.", weight=options.min_weight)
        state = study.state
        found = _overlaps(state)
        edges = {pair: count for pair, count in found.items() if count >= options.min_weight}
        joined = {code for pair in edges for code in pair}
        codes = state.codebook.live()
        nodes = [code for code in codes if options.alone or code.id in joined]
        with atomic_write(target) as draft:
            draft.write_bytes(_drawn(state, nodes, edges))
        return _left_out(state, len(found) - len(edges), len(codes) - len(nodes))


def _drawn(state: State, nodes: Iterable[Code], edges: Mapping[tuple[str, str], int]) -> bytes:
    """Return the network as a file: nodes in the order of the codebook, edges in that of ids."""
    root = xml.Element("graphml", xmlns=_SPACE)
    for number, (on, name, kind) in enumerate(_KEYS):
        key = {"id": f"k{number}", "for": on, "attr.name": name, "attr.type": kind}
        xml.SubElement(root, "key", key)
    graph = xml.SubElement(root, "graph", edgedefault="undirected")
    themes = {
        code: theme.name
        for theme in state.themes.values()
        if not theme.retired
        for code in theme.codes
    }
    for code in nodes:
        passages = str(len(state.codings_of(code.id)))
        values = (state.codebook.path(code.id), code.definition, themes.get(code.id, ""), passages)
        node = xml.SubElement(graph, "node", id=code.id)
        for number, value in enumerate(values):
            if value:
                xml.SubElement(node, "data", key=f"k{number}").text = _as_xml(value)
    for (one, other), count in sorted(edges.items()):
        edge = xml.SubElement(graph, "edge", source=one, target=other)
        xml.SubElement(edge, "data", key="k4").text = str(count)
    xml.indent(root)
    written: bytes = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _as_xml(text: str) -> str:
    """Return a text without the characters that XML does not have."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _overlaps(state: State) -> Pairs:
    """Return how often the passages of two codes in use (ids, in their order) overlap.

    `codings_in` gives a document's codings by where they begin, so those that may overlap the next
    one are those that have not ended yet.
    """
    found: Pairs = Counter()
    live = {code.id for code in state.codebook.live()}
    for document in state.documents:
        codings = [coding for coding in state.codings_in(document) if coding.region is None]
        open_: list[Coding] = []
        for coding in codings:
            open_ = [*(other for other in open_ if other.end > coding.start), coding]
            for other in open_[:-1]:
                one, two = sorted(map(state.codebook.resolve, (coding.code, other.code)))
                if one != two and {one, two} <= live:
                    found[one, two] += 1
    return found


def _left_out(state: State, edges: int, codes: int) -> list[Sayable]:
    left: list[Sayable] = [
        message("The texts, the passages and who coded them: a network has codes alone.")
    ]
    used = {state.codebook.resolve(coding.code) for coding in state.codings.values()}
    if old := len(used - {code.id for code in state.codebook.live()}):
        left.append(
            plural(
                "One code that has passages and is out of use.",
                "{n} codes that have passages and are out of use.",
                old,
            )
        )
    if edges:
        left.append(
            plural(
                "One pair of codes that overlap less often than was asked for.",
                "{n} pairs of codes that overlap less often than was asked for.",
                edges,
            )
        )
    if codes:
        left.append(
            plural(
                "One code that overlaps with no other.",
                "{n} codes that overlap with no other.",
                codes,
            )
        )
    if pictured := sum(coding.region is not None for coding in state.codings.values()):
        left.append(
            plural(
                "The overlaps of one coding on a picture or a recording.",
                "The overlaps of {n} codings on pictures and recordings.",
                pictured,
            )
        )
    return left


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [CodeNetworkExporter()]
