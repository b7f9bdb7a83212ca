"""Web pages: what a reader sees, and nothing else."""

import pytest
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog_plugins.importers.texts.web_page.importer import WebPage

PAGE = """<!DOCTYPE html><html><head><title>Interview</title><style>p {}</style></head><body>
<h1>Interview
   one</h1><!-- secret -->
<p><b>I:</b> How <i>did</i>
it   begin?<br>Tell&nbsp;me.</p><script>alert(1)</script><p><b>R:</b> Åh, &lt;so&gt; 😀</p>
<table><tr><td>I:</td><td>And <b>then</b>?</td></tr><tr><th>R:</th><td>Yes.</td></tr></table>
<div>R: a<div>b</div>c</div><ul><li>one</li><li>two</li></ul><pre>x
  y</pre><img src="http://example.org/x.png"><noscript>no</noscript>tail</body></html>"""


@pytest.fixture
def read(tmp_path):
    def read(markup: str | bytes, **options):
        path = tmp_path / "page.html"
        path.write_bytes(markup.encode() if isinstance(markup, str) else markup)
        return read_file(WebPage(), path, **options)

    return read


def test_what_is_seen_is_read(read):
    material = read(PAGE)
    assert material.documents[0].text == (
        "Interview one\nI: How did it begin?\nTell\u00a0me.\nR: Åh, <so> 😀\n"
        "I:\tAnd then?\nR:\tYes.\nR: a\nb\nc\none\ntwo\nx\n  y\ntail\n"
    )
    assert [(who, words) for who, words, _ in heard(material)][:5] == [
        (None, "Interview one"),
        ("I", "How did it begin?\nTell\u00a0me."),
        ("R", "Åh, <so> 😀"),
        ("I", "And then?"),
        ("R", "Yes."),
    ]
    assert left_behind(material) == ("pictures: 1",)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252", "iso8859-5"])
def test_a_page_says_its_encoding(read, codec):
    words = "Привет" if codec == "iso8859-5" else "Åsa är här"
    material = read(f'<html><meta charset="{codec}"><p>{words}</p>'.encode(codec))
    assert material.documents[0].text == words + "\n"


def test_it_is_surest_of_pages(tmp_path):
    assert WebPage().sniff(tmp_path / "a.html", b"<p>") > 0.8
    assert WebPage().sniff(tmp_path / "a.txt", b"\xef\xbb\xbf <!doctype HTML><p>") > 0.8
    assert WebPage().sniff(tmp_path / "a.txt", b"I: <p>") == 0
    assert WebPage().sniff(tmp_path / "a.html", b"\x00\x01") == 0


HOSTILE = {
    "halved": PAGE[:300],
    "entities": "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>I: &b;",
    "external": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>I: &a;</p>",
    "deep": "<div>" * 20_000 + "x",
    "declared": '<?xml version="1.0" encoding="latin-1"?><html><p>I: x',
    "wrong charset": '<meta charset="rot13"><p>x',
    "binary charset": '<meta charset="hex"><p>x',
    "no markup": "I: hi",
    "nul": "<p>&#0;&#xd800;x",
    "open": "<p " * 20_000 + "x",
    "spaces": "<p>" + " " * 500_000 + "x" + "&nbsp;" * 1000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_pages(tmp_path, what):
    path = tmp_path / "a.html"
    path.write_text(HOSTILE[what], "utf-8")
    holds_up(WebPage(), path)
    if what == "external":
        assert "root" not in read_file(WebPage(), path).documents[0].text


@pytest.mark.parametrize("markup", ["", " \n", "<html></html>", "<script>x</script>"])
def test_nothing_to_read_is_refused(read, markup):
    with pytest.raises(BadInput, match=r"page\.html"):
        read(markup)
