"""A small REFI-QDA project with one of everything, and elements of projects."""

from lxml import etree
from tests.plugins.refi import SPACE, guid

INNER = (
    f'<Users><User guid="{guid(1)}" name="Ann"/></Users>'
    f'<CodeBook><Codes><Code guid="{guid(2)}" name="trust" isCodable="true"/></Codes></CodeBook>'
    f'<Cases><Case guid="{guid(3)}" name="P"><SelectionRef targetGUID="{guid(5)}"/></Case></Cases>'
    f'<Sources><TextSource guid="{guid(4)}" name="talk" plainTextPath="internal://talk.txt">'
    f'<PlainTextSelection guid="{guid(5)}" startPosition="3" endPosition="7">'
    f'<Coding guid="{guid(6)}"><CodeRef targetGUID="{guid(2)}"/></Coding></PlainTextSelection>'
    f'<PlainTextSelection guid="{guid(7)}" startPosition="9" endPosition="14"/></TextSource>'
    f'<PictureSource guid="{guid(8)}" name="map" path="internal://map.txt"><PictureSelection '
    f'guid="{guid(9)}" firstX="1" firstY="2" secondX="3" secondY="4"/></PictureSource></Sources>'
    f'<Notes><Note guid="{guid(10)}" name="n"><PlainTextContent>x</PlainTextContent></Note></Notes>'
    f'<Links><Link guid="{guid(11)}" originGUID="{guid(10)}" targetGUID="{guid(3)}"/></Links>'
    f'<Sets><Set guid="{guid(12)}" name="s"><MemberCode targetGUID="{guid(2)}"/></Set></Sets>'
)
TEXT = "So 🐈 they trust us.\r\nWhy?\r\n"


def element(markup):
    """Return an element in the namespace of REFI-QDA projects."""
    return etree.fromstring(f"<Around {SPACE}>{markup}</Around>")[0]


def shown(messages):
    """Return messages as a person reads them."""
    return list(map(str, messages))
