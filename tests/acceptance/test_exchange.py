"""Exchange with other programs, at the command line."""

import json

from tests.plugins.refi import guid, qdpx

INNER = (
    f'<CodeBook><Codes><Code guid="{guid(2)}" name="trust" isCodable="true"/></Codes></CodeBook>'
    f'<Sources><TextSource guid="{guid(4)}" name="talk" plainTextPath="internal://talk.txt">'
    '<PlainTextSelection guid="{}" startPosition="{}" endPosition="{}">'
    f'<Coding guid="{guid(6)}"><CodeRef targetGUID="{guid(2)}"/></Coding></PlainTextSelection>'
    "</TextSource></Sources>"
)


def test_a_file_for_each_coder(shell):
    shell.qualog("demo", ".")
    options = ("-o", "one-file-per-coder=yes")
    told = json.loads(shell.qualog("export", "qdpx", "x.qdpx", *options, "--json"))
    files = sorted(path.name for path in shell.folder.glob("*.qdpx"))
    assert sorted(told["files"]) == files
    assert "x (Ingrid Falk).qdpx" in files
    assert "x.qdpx" not in files
    assert "already exists" in shell.fails("export", "qdpx", "x.qdpx", *options)
    shell.qualog("export", "qdpx", "x.qdpx", *options, "--force")


def test_how_positions_were_counted_is_shown_and_kept(shell):
    shell.qualog("init", "Study", "--author", "Ann")
    text = "😀 They say that 😀 nobody listens to them."
    start = len(text[: text.index("nobody")].encode("utf-16-le")) // 2
    qdpx(shell.folder / "x.qdpx", INNER.format(guid(5), start, start + 6), talk=text)
    told = shell.qualog("import", "x.qdpx")
    assert "positions counted as utf16-crlf1-nobom-exclusive (2 of 2 boundaries at words" in told
    assert "“nobody”" in told
    assert "positions counted as utf16-crlf1-nobom-exclusive" in shell.qualog("log")


def test_where_the_words_do_not_tell_a_person_is_asked(shell):
    shell.qualog("init", "Study", "--author", "Ann")
    qdpx(shell.folder / "x.qdpx", INNER.format(guid(5), 9, 15), talk="😀 " + "a" * 30)
    told = shell.fails("import", "x.qdpx")
    assert "-o offsets=utf16-crlf1-nobom-exclusive" in told
    assert json.loads(shell.qualog("documents", "--json"))["documents"] == []
    shell.qualog("import", "x.qdpx", "-o", "offsets=utf16")
    assert "one coding" in shell.qualog("codes")
