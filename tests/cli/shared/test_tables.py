"""Tables fit the terminal, are whole on a pipe, and stay in line whatever letters they hold."""

import pytest
from tests.cli.terminals import on_terminal

from qualog_cli.shared import tables
from qualog_cli.shared.output import Heading
from qualog_cli.shared.tables import fitted, table, titled
from qualog_cli.shared.widths import width

HEADINGS = ("code", "passage")
ROWS = [("trust", "w" * 50), ("信任", "短い"), ("🙂", "e\u0301e"), ("", "end")]


@pytest.fixture
def screen(monkeypatch):
    """A terminal of so many columns."""

    def of(columns):
        monkeypatch.setattr(tables, "columns", lambda: columns)

    return of


def test_a_table_is_whole_where_it_goes_to_no_terminal(screen):
    screen(None)
    lines = list(table(ROWS, HEADINGS))
    assert lines[0] == "code   passage"
    assert isinstance(lines[0], Heading)
    assert not any(isinstance(line, Heading) for line in lines[1:])
    assert lines[1] == f"trust  {'w' * 50}"


def test_a_table_fits_the_terminal(screen):
    screen(40)
    lines = list(table(ROWS, HEADINGS, indent="  "))
    assert max(map(width, lines)) == 40
    assert lines[1] == f"  trust  {'w' * 30}…"
    screen(200)
    assert list(table(ROWS, HEADINGS))[1] == f"trust  {'w' * 50}"


@pytest.mark.parametrize("columns", [None, 40])
def test_columns_are_in_line_for_wide_and_combining_letters(screen, columns):
    screen(columns)
    _, trust, cjk, emoji, empty = table(ROWS, HEADINGS)
    begins = [
        width(trust[: trust.index("w")]),
        width(cjk[: cjk.index("短")]),
        width(emoji[: emoji.index("e")]),
        width(empty[: empty.index("end")]),
    ]
    assert begins == [7, 7, 7, 7]


def test_a_cell_is_one_line_with_marks(screen):
    screen(None)
    [_, line] = table([("a\nb\tc", "\x1b[31m")], HEADINGS)
    assert line == "a b c  ␛[31m"


def test_no_line_ends_in_blanks(screen):
    screen(None)
    lines = list(table([("a", ""), ("b", "long")], HEADINGS))
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize(
    ("widths", "available", "wanted"),
    [
        ([5, 50], 100, [5, 50]),
        ([5, 50], 55, [5, 50]),
        ([5, 50], 54, [5, 49]),
        ([50, 50], 60, [30, 30]),
        ([5, 40, 50], 65, [5, 30, 30]),
        ([50, 50, 50], 10, [12, 12, 12]),
        ([4, 50], 3, [4, 12]),
    ],
    ids=str,
)
def test_the_widest_columns_are_cut_to_one_width_and_none_to_less_than_can_be_read(
    widths, available, wanted
):
    assert fitted(widths, available) == wanted


def test_titles_stand_in_line_before_their_values():
    lines = list(titled([("codes", 14), ("信任", "yes"), ("points in time", "")], indent=" "))
    assert lines == [" codes           14", " 信任            yes", " points in time"]
    assert list(titled([])) == []


def test_a_command_fits_the_terminal_and_is_whole_on_a_pipe(demo):
    screen = on_terminal(demo.folder, "codings", columns=80, lines=100)
    lines = screen.plain.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.endswith("…") for line in lines)
    piped = demo.qualog("codings").splitlines()
    assert len(piped) == len(lines)
    assert max(map(len, piped)) > 200
    assert "…" not in "".join(piped)
