"""Theory: links stand by what they are about, and the theories have a section."""

from tests.plugins.exporters.report.pages import section, words


def test_accepted_links_stand_by_what_they_are_about(either):
    shown = section(either(), "trust <script>x</script>")
    assert "I–Thou (I & Thou). they <meet> Reason: we saw it & agreed" in shown
    only_here = "“I trust them <em>all</em> & more.” in “talk <1>” → I–It (I & Thou). this once"
    assert f"{only_here} Reason: only here" in shown


def test_each_link_and_memo_is_a_paragraph(either):
    lines = section(either(), "trust <script>x</script>").splitlines()
    starts = ("I–Thou (I & Thou)", "“I trust them", "Memo: near to trust")
    assert all(any(line.startswith(start) for line in lines) for start in starts)


def test_rejected_links_come_at_the_end(either):
    html = either()
    shown = section(html, "Considered and rejected")
    assert "the code “Power over” → I–It (I & Thou)" in shown
    assert "Reason: too <strong> a word" in shown
    assert "too <strong> a word" not in section(html, "Power over")
    assert "nobody has looked yet" not in words(html)


def test_the_theories_are_named_with_their_references(either):
    shown = section(either(), "Theory")
    assert "two ways to meet" in shown
    assert "Buber <1923>" in shown
