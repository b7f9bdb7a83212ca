"""Small OpenDocument texts, made by hand."""

import io
import zipfile

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "drawing")
)
HEAD = f'<office:document-content {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" '
HEAD += 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">'


def odt(body: str, head: str = HEAD) -> bytes:
    """Make an OpenDocument text of what stands in its body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        package.writestr(
            "content.xml",
            f"{head}<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return file.getvalue()


def note(name: str, by: str, words: str, more: str = "") -> str:
    return (
        f'<office:annotation office:name="{name}" {more}><dc:creator>{by}</dc:creator>'
        f"<dc:date>2026-05-01T10:00:00</dc:date><text:p>{words}</text:p></office:annotation>"
    )
