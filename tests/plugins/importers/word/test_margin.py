"""The comments in the margin of a Word document, and the words that they are on."""

from pathlib import Path

import pytest
from tests.plugins.importers import docx_files as docx
from tests.plugins.importers.docx_files import comment, end, make, para, reference, run, start
from tests.plugins.importers.seen import left_behind
from tests.plugins.importers.word.reading import read


def anchored(material, thing) -> str | None:
    if thing.start is None:
        return None
    return material.documents[0].text[thing.start : thing.end]


def margin(path: Path) -> list[tuple[str, str | None, str | None, str]]:
    """Give all comments, each as one: 'coding' or 'memo', author, words, text."""
    material = read(path, codes="whole")
    codings = [("coding", c.author, anchored(material, c), c.code) for c in material.codings]
    memos = [("memo", m.author, anchored(material, m), m.text) for m in material.memos]
    return codings + memos


LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor "
    "incididunt ut labore et dolore magna aliqua."
)
TEMPOR = "tempor incididunt ut labore et dolore magna aliqua."
HEADLINE = (
    "RB.0025 ارا6300 4 ع 3710 قبرص /افب-تصز24 العراق/مجتمع 1 متوقع &HT; اطفال الحظر &HT; "
    "(مرفق بصور) &HT; بقلم اسيل طبارة الموفدة الخاصة لوكالة فرانس برس "
)
ARMAN = "ارمان(ArmanAg)"
RANDY, SHAY, STEVE, JESSE = "Randy Bartels", "Shay Hill", "Steve Canny", "Jesse Rosenthal"

REAL = {
    "d2p_comments_two_authors.docx": [
        ("coding", RANDY, LOREM, "COMMENT"),
        ("coding", SHAY, TEMPOR, "Comment on subset starting with tempor"),
        ("coding", RANDY, LOREM, "COMMENT on par 5"),
        ("coding", SHAY, TEMPOR, "Comment on subset starting with tempor on par 5"),
        ("memo", RANDY, LOREM, "RESPONSE"),
        ("memo", SHAY, LOREM, "Response from Shay Hill"),
        ("memo", RANDY, LOREM, "RESPONSE to comment on par 5"),
        ("memo", SHAY, LOREM, "Response from Shay Hill on par 5"),
    ],
    "mammoth_comments.docx": [
        ("coding", "Michael Williamson", "Ouch", "A tachyon walks into a bar."),
        ("coding", "Michael Williamson", "Ouch.", "Fin."),
    ],
    "ms_Comment018.docx": [
        ("coding", "Jdawe", "Asdfasdf", "1"),
        ("coding", "armanag", "Asdfasdf", "3"),
        ("coding", "Jdawe", "asdfasdf", "5"),
        ("memo", "armanag", "Asdfasdf", "2"),
        ("memo", "Jdawe", "Asdfasdf", "4"),
        ("memo", "armanag", "asdfasdf", "6"),
    ],
    "ms_Comment044_arabic.docx": [
        ("coding", ARMAN, "_AFP_A" + HEADLINE.strip(), "ِخةةثىفComment on first cp"),
        (
            "coding",
            ARMAN,
            "0025 ارا6300 4 ع 3710 قبرص /افب",
            "ِسيبComment Selecting Arabic and English text",
        ),
        (
            "coding",
            ARMAN,
            HEADLINE + "\nبغداد 02-01 (اف ب) - فوق السرير الصغير كان الطفل الوليد يتلوى ",
            "Comment covering full text run plus half oif the next sentence",
        ),
        (
            "coding",
            ARMAN,
            "وفي الغرفة المجاورة رقدت الطفلة احلام بوجهها المنتفخ لا تكاد تستطيع فتح عينيها. "
            "انها مصابة بتورم بسبب مرض كلوي. ",
            "Comment on full Arabic run",
        ),
        (
            "coding",
            ARMAN,
            'وقالت الطبيبة ان "حالتها سهلة العلاج في الاحوال العادية. لكننا نفتقد الى '
            "الكورتيزون، كما انها بحاجة الى غذاء غني بالبروتينات لكن اهلها غير قادرين على "
            'تامين ذلك لها".',
            "Comment on the EOLine",
        ),
        ("coding", ARMAN, "49", "ؤComment on English run in the cp range (end of line)"),
    ],
    "pandoc_comments.docx": [
        ("coding", JESSE, "some text to have a comment ", "I left a comment."),
        ("coding", JESSE, "a new paragraph.\nAnd so", "A comment across paragraphs."),
        ("coding", JESSE, "more", "This one has multiple paragraphs. See?"),
        ("coding", JESSE, "comment in a comment", "Do something."),
        ("memo", JESSE, "comment in a comment", "Do something else."),
    ],
    "pandoc_track_changes_move.docx": [],
    "pydocx_comments-rich-para.docx": [
        (
            "coding",
            STEVE,
            "Some text worthy of note.",
            "Text with hyperlink https://google.com embedded.",
        ),
        ("coding", None, "Other text worthy of note.", "Text with inline image in the middle."),
        ("coding", None, "Paragraph 5", "Text with character style."),
        ("coding", None, "Paragraph 6", "Paragraph with Heading 2 paragraph style."),
    ],
}


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_comments_stand_on_their_words(shared, name):
    assert margin(shared / "interop" / "docx" / name) == REAL[name]


@pytest.mark.shared
def test_a_real_thread_of_long_comments(shared):
    path = shared / "interop" / "docx" / "ms_Comment009.docx"
    told = [(kind, author, words, text[:16]) for kind, author, words, text in margin(path)]
    arman, regena = "Arman Aghaei", "Regena Zheng"
    assert told == [
        ("coding", arman, "these", "Multiline levl 0"),
        ("coding", regena, "elements", "Asdf As df"),
        ("coding", regena, "Style", "Hey! multiline"),
        ("memo", arman, "these", "Test\n\nMultiline "),
        ("memo", arman, "these", "test"),
        ("memo", regena, "these", "Multiline lvl 2\n"),
        ("memo", regena, "these", "I\n!"),
        ("memo", regena, "Style", "Test\n0"),
    ]
    # The ninth comment, on "template", has no words.
    assert left_behind(read(path)) == ("a comment by Regena Zheng that has no text",)
    codings = read(path).codings
    assert [each.code for each in codings] == [
        "Multiline levl 0", "Asdf", "As", "df", "multiline",
    ]  # fmt: skip
    assert codings[0].memo.startswith("On the Insert tab, the galleries include items")


@pytest.mark.shared
def test_every_word_file_that_was_gathered_is_looked_at(shared):
    found = {path.name for path in (shared / "interop" / "docx").glob("*.docx")}
    assert found == set(REAL) | {"ms_Comment009.docx"}


@pytest.mark.shared
def test_real_positions_and_dates(shared):
    material = read(shared / "interop" / "docx" / "pandoc_comments.docx", codes="whole")
    first, second = material.codings[:2]
    # "I want " is 7 characters; the first paragraph and its end are 42, "This is " is 8.
    assert (first.start, first.end) == (7, 35)
    assert (second.start, second.end) == (50, 73)
    assert first.dated == 1462810380000  # date -u -d 2016-05-09T16:13
    assert material.documents[0].text.startswith(
        "I want some text to have a comment on it.\nThis is a new paragraph.\nAnd so is this.\n"
    )


@pytest.mark.shared
def test_a_real_interview_with_comments(shared):
    path = shared / "interop" / "transcripts" / "sheffield_nc" / "David.docx"
    lee, itzel = "Lee J Pretlove", "Itzel San Roman Pineda"
    assert margin(path) == [
        ("coding", lee, "and analysis",
         "Not sure about this transcript and I can't think what it should be!"),
        ("coding", lee, "tend to find a lot ", 'Not sure here, maybe "see"?'),
        ("coding", lee, "Where", 'Maybe: "When legally aware?"'),
        ("coding", lee, "Researcher 1", "I think this is 'David' too?"),
        ("coding", itzel, "David", "This is “David”"),
        ("memo", itzel, "and analysis", "You said “and analysis”"),
        ("memo", itzel, "tend to find a lot ", "“Tend to find”"),
        ("memo", itzel, "Where", "You said “where legal, where ethical”"),
        ("memo", itzel, "Researcher 1",
         "That is my bit, but you were right, you did said the second part."),
    ]  # fmt: skip
    assert read(path, codes="whole").codings[0].dated == 1684400280000


def test_comments_with_one_id_take_their_ranges_in_order(tmp_path):
    body = para(start(1), run("one"), end(1), run(" "), start(1), run("two"), end(1))
    path = make(tmp_path / "i.docx", body, comment(1, "first"), comment(1, "second", "Bo"))
    assert margin(path) == [("coding", "Anna", "one", "first"), ("coding", "Bo", "two", "second")]


def test_comments_with_one_id_share_an_only_range(tmp_path):
    body = para(start(1), run("one"), end(1))
    path = make(tmp_path / "i.docx", body, comment(1, "first"), comment(1, "second"))
    assert [each[2] for each in margin(path)] == ["one", "one"]


@pytest.mark.parametrize(
    "inner",
    [
        run("  some words ") + reference(1),
        run("  some ") + start(1) + end(1) + run("words "),
        run("  some") + start(1) + run(" ") + end(1) + run("words "),
        run("  some ") + '<w:commentRangeEnd w:id="1"/>' + run("words "),
        run("  some ") + start(1) + "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>" + end(1)
        + run("words "),
        run("  some ") + f"<w:del>{reference(1)}</w:del>" + run("words "),
    ],
)  # fmt: skip
def test_a_comment_without_words_of_its_own_takes_its_paragraph(tmp_path, inner):
    body = para(run("before")) + para(inner) + para(run("after"))
    assert margin(make(tmp_path / "i.docx", body, comment(1, "code"))) == [
        ("coding", "Anna", "some words", "code")
    ]


def test_a_comment_on_words_that_were_deleted_is_on_its_paragraph_and_told(tmp_path):
    gone = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    body = para(run("said "), docx.start(1), gone, docx.end(1), run("so"))
    path = make(tmp_path / "i.docx", body, docx.comment(1, "trust"))
    material = read(path)
    [coding] = material.codings
    assert material.documents[0].text[coding.start : coding.end] == "said so"
    assert any("they are not in the text (deleted" in each for each in left_behind(material))


def test_a_range_without_an_end_goes_to_its_reference(tmp_path):
    body = para(start(1), run("some words"), reference(1), run(" more"))
    assert margin(make(tmp_path / "i.docx", body, comment(1, "code")))[0][2] == "some words"


def test_a_range_over_paragraphs_tables_and_emoji(tmp_path):
    body = (
        para(run("😀 a"), start(1), run("b"))
        + f"<w:tbl><w:tr><w:tc>{para(run('cell'))}</w:tc></w:tr></w:tbl>"
        + para(run("c"), end(1), run("d"))
    )
    material = read(make(tmp_path / "i.docx", body, comment(1, "code")))
    assert (material.codings[0].start, material.codings[0].end) == (3, 11)
    assert anchored(material, material.codings[0]) == "b\ncell\nc"


def test_replies_are_memos_on_the_passage_that_they_answer(tmp_path):
    body = para(run("first "), start(1), run("words"), end(1), reference(2), reference(3))
    extended = (
        '<w15:commentEx w15:paraId="A1"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/>'
        '<w15:commentEx w15:paraId="A3" w15:paraIdParent="A2"/>'
    )
    path = make(
        tmp_path / "i.docx",
        body,
        comment(1, "trust", para_id="A1"),
        comment(2, "fear?", "Bo", para_id="A2"),
        comment(3, "#no", "Anna", para_id="A3"),
        extended=extended,
    )
    assert margin(path) == [
        ("coding", "Anna", "words", "trust"),
        ("memo", "Bo", "words", "fear?"),
        ("memo", "Anna", "words", "#no"),
    ]


def test_replies_in_a_circle_do_not_hang(tmp_path):
    extended = (
        '<w15:commentEx w15:paraId="A1" w15:paraIdParent="A2"/>'
        '<w15:commentEx w15:paraId="A2" w15:paraIdParent="A1"/>'
    )
    comments = (comment(1, "a", para_id="A1"), comment(2, "b", para_id="A2"))
    body = para(start(1), start(2), run("words"), end(1), end(2))
    path = make(tmp_path / "i.docx", body, *comments, extended=extended)
    assert [each[2] for each in margin(path)] == ["words", "words"]


@pytest.mark.parametrize("body", [para(run("words")), para(run("words")) + para(reference(1))])
def test_a_comment_that_stands_nowhere_is_a_memo_on_the_document_and_told(tmp_path, body):
    material = read(make(tmp_path / "i.docx", body, comment(1, "trust")))
    assert material.codings == ()
    assert [(each.text, each.start, each.author) for each in material.memos] == [
        ("trust", None, "Anna")
    ]
    assert len(left_behind(material)) == 1
    assert "comment by Anna, “trust”" in left_behind(material)[0]


@pytest.mark.parametrize(
    ("date", "dated"),
    [
        ("2024-01-02T03:04:05Z", 1704164645000),
        ("2024-01-02T03:04:05", 1704164645000),
        ("2024-01-02T04:04:05+01:00", 1704164645000),
        ("1969-12-31T23:59:59Z", -1000),
        ("", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", -62135647200000),
    ],
)
def test_dates(tmp_path, date, dated):
    body = para(start(1), run("words"), end(1))
    (coding,) = read(make(tmp_path / "i.docx", body, comment(1, "a", date=date))).codings
    assert coding.dated == dated
