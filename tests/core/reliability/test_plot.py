"""A picture that can be read without the program."""

from xml.etree import ElementTree

from qualog.reliability.plot import PlotPoint, plot

SVG = "{http://www.w3.org/2000/svg}"
POINTS = (
    PlotPoint("first & foremost", 0.5, 0.25, 0.75),
    PlotPoint("second", None, between=("Ingrid merged “a” into “b”", "x" * 200)),
    PlotPoint("third", -0.25),
)


def read(points):
    return ElementTree.fromstring(plot("Alpha <1>", "by turn", points))


def texts(root):
    return [each.text for each in root.iter(f"{SVG}text")]


def test_every_stop_is_named_with_its_value():
    shown = texts(read(POINTS))
    assert shown[:2] == ["Alpha <1>", "by turn"]
    assert {"0.50", "-0.25"} <= set(shown)
    assert "1  first & foremost: 0.500 [0.250, 0.750]" in shown
    assert "2  second: undefined" in shown
    assert "Ingrid merged “a” into “b”" in shown
    assert shown.count("undefined") == 1


def test_what_is_higher_is_drawn_higher_and_intervals_around_it():
    root = read(POINTS)
    circles = [float(each.get("cy")) for each in root.iter(f"{SVG}circle")]
    assert circles[0] < circles[1]
    [band] = root.iter(f"{SVG}path")
    low, high = band.get("d").split("V")
    assert float(low.split()[1]) > circles[0] > float(high.split("M")[0])


def test_the_axis_goes_as_deep_as_it_must_and_lines_join_neighbours_alone():
    shown = texts(read(POINTS))
    assert "-0.2" in shown
    assert "-0.2" not in texts(read(POINTS[:1]))
    assert list(read(POINTS).iter(f"{SVG}polyline")) == []
    joined = list(read((POINTS[0], POINTS[2])).iter(f"{SVG}polyline"))
    assert len(joined) == 1


def test_long_lines_are_cut():
    assert all(len(each) <= 130 for each in texts(read(POINTS)))


def grid(root):
    """The height and the colour of each line of the grid, by its value; and where they begin."""
    labels = [text for text in root.iter(f"{SVG}text") if text.get("text-anchor") == "end"]
    lines = list(root.iter(f"{SVG}line"))
    heights = {
        float(text.text): (float(line.get("y1")), line.get("stroke"))
        for text, line in zip(labels, lines, strict=True)
    }
    [ends] = {(float(line.get("x1")), float(line.get("x2"))) for line in lines}
    return heights, ends


def test_values_lie_where_the_lines_of_the_grid_say():
    points = [PlotPoint("one", 0.6, 0.2, 0.8), PlotPoint("two", -0.4), PlotPoint("three", 1.0)]
    root = read(points)
    heights, (left, right) = grid(root)
    assert sorted(heights) == [-0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    circles = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{SVG}circle")]
    assert [y for _, y in circles] == [heights[value][0] for value in (0.6, -0.4, 1.0)]
    [band] = root.iter(f"{SVG}path")
    first, rest = band.get("d").removeprefix("M").split("V")
    x, low = map(float, first.split())
    assert (x, low) == (circles[0][0], heights[0.2][0])
    assert float(rest.split("M")[0]) == heights[0.8][0]
    middle = (left + right) / 2
    assert [round(x - middle) for x, _ in circles] == [-260, 0, 260]
    assert {value for value, (_, colour) in heights.items() if colour == heights[0.0][1]} == {0.0}
    lines = [
        [tuple(map(float, pair.split(","))) for pair in line.get("points").split()]
        for line in root.iter(f"{SVG}polyline")
    ]
    assert lines == [circles[:2], circles[1:]]


def test_the_picture_is_as_high_as_what_stands_below_it():
    few, many = (
        read([PlotPoint("one", 0.5, between=("why",) * times)]) for times in (1, 11)
    )  # fmt: skip
    for root in (few, many):
        height = float(root.get("height"))
        rows = [float(text.get("y")) for text in root.iter(f"{SVG}text")]
        assert height - 40 < max(rows) < height
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert float(many.get("height")) - float(few.get("height")) == 10 * 17
    assert "-1.0" not in texts(few)


def test_a_stop_that_has_one_bound_alone_has_no_interval_and_one_without_a_value_is_marked():
    points = [PlotPoint("a", 0.5, low=0.1), PlotPoint("b", 0.5, high=0.9), PlotPoint("c", None)]
    root = read(points)
    assert list(root.iter(f"{SVG}path")) == []
    assert {"1  a: 0.500", "2  b: 0.500", "3  c: undefined"} <= set(texts(root))
    assert [text for text in texts(root) if text in "123"] == ["1", "2", "3"]
    assert texts(root).count("undefined") == 1


def test_no_value_is_drawn_below_the_picture():
    heights, _ = grid(read([PlotPoint("a", -3.5)]))
    assert min(heights) == -1.0
