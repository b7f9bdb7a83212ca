"""The picture of the architecture, drawn from the imports themselves: python docs/architecture.py.

The layers are those of the contract in pyproject.toml that CI checks; the arrows are what the
files import, for types, too. Nothing in it is kept by hand.
"""

import ast
import tomllib
from collections import Counter
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "core" / "qualog"

WIDTH, ROW, BOX = 1160, 58, 150
LEFT, TOP, HIGH = 330, 20, 42  # where the boxes stand; how high each is


def layers() -> list[list[str]]:
    """Return the rooms of the core, the highest layer first, as the contract has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [rooms] = [one["layers"] for one in contracts if one.get("containers") == ["qualog"]]
    return [[room.strip() for room in row.split("|")] for row in rooms]


def imports() -> Counter[tuple[str, str]]:
    """Return how many files of one room import from another."""
    found: Counter[tuple[str, str]] = Counter()
    for file in CORE.rglob("*.py"):
        room = file.relative_to(CORE).parts[0].removesuffix(".py")
        tree = ast.parse(file.read_text("utf-8"))
        named = {
            node.module.split(".")[1]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.startswith("qualog.")
        }
        found.update((room, other) for other in named if other != room)
    return found


def about(room: str) -> str:
    """Return the first sentence of a room's docstring, without its name."""
    file = CORE / room / "__init__.py" if (CORE / room).is_dir() else CORE / f"{room}.py"
    text = (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").split("\n")[0]
    _, colon, rest = text.partition(": ")
    return (rest if colon else text).rstrip(".")


def lines(room: str) -> int:
    """Return how many lines of code a room has."""
    folder = CORE / room
    files = folder.rglob("*.py") if folder.is_dir() else [CORE / f"{room}.py"]
    return sum(len(file.read_text("utf-8").splitlines()) for file in files)


def svg() -> str:
    """Return the picture: a row for each room, an arc down to each room that it imports from."""
    rooms = [room for layer in layers() for room in layer]
    tops = {room: TOP + row * ROW for row, room in enumerate(rooms)}
    shapes = [_style()]
    for (room, other), files in sorted(imports().items()):
        if room in tops and other in tops:
            shapes.append(_arc(room, other, files, tops))
    for room, top in tops.items():
        shapes += [
            f'<rect x="{LEFT}" y="{top}" width="{BOX}" height="{HIGH}" rx="6"/>',
            f'<text x="{LEFT + 12}" y="{top + 18}" class="name">{room}</text>',
            f'<text x="{LEFT + 12}" y="{top + 34}" class="size">{lines(room):,} lines</text>',
            f'<text x="{LEFT + BOX + 18}" y="{top + 26}" class="about">'
            f"{escape(about(room))}</text>",
        ]
    body = "\n".join(shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {TOP + len(rooms) * ROW}" '
        'role="img">\n<title>The rooms of the core, and which imports from which</title>\n'
        f"{body}\n</svg>\n"
    )


def _arc(room: str, other: str, files: int, tops: dict[str, int]) -> str:
    """Draw an arc at the left of the boxes, the wider the more rooms it passes."""
    start, end = tops[room] + HIGH * 0.65, tops[other] + HIGH * 0.35
    out = LEFT - 14 - (end - start) * 0.36
    return (
        f'<path class="arc" stroke-width="{min(0.6 + files * 0.12, 3):.1f}" '
        f'd="M{LEFT},{start:.0f} C{out:.0f},{start:.0f} {out:.0f},{end:.0f} {LEFT},{end:.0f}">'
        f"<title>{room} → {other}: {files} files</title></path>"
    )


def _style() -> str:
    return """<style>
text { font: 13px system-ui, sans-serif; fill: #1f2933 }
.name { font-weight: 600 } .size { font-size: 11px; fill: #52606d } .about { fill: #323f4b }
rect { fill: #eef4f8; stroke: #52799b } .arc { fill: none; stroke: #52799b; opacity: .45 }
.arc:hover { stroke: #b5462f; opacity: 1 }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e7eb } .size { fill: #9aa5b1 } .about { fill: #cbd2d9 }
  rect { fill: #22303c; stroke: #7fa8c9 } .arc { stroke: #7fa8c9 }
}
</style>"""


def write(target: Path) -> None:
    """Write the picture to a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(svg(), "utf-8")


if __name__ == "__main__":
    write(ROOT / "docs" / "generated" / "architecture.svg")
