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
