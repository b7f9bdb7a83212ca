"""Small Word files, made part by part, for what real ones seldom show."""

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def para(*inner: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(inner)}</w:p>"


def start(comment: int) -> str:
    return f'<w:commentRangeStart w:id="{comment}"/>'


def end(comment: int) -> str:
    return f'<w:commentRangeEnd w:id="{comment}"/>' + reference(comment)


def reference(comment: int) -> str:
    return f'<w:r><w:commentReference w:id="{comment}"/></w:r>'


def comment(
    number: int,
    words: str,
    author: str = "Anna",
    date: str = "2024-01-02T03:04:05Z",
    para_id: str = "",
) -> str:
    inner = "".join(f'<w:p w14:paraId="{para_id}">{run(line)}</w:p>' for line in words.split("\n"))
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{date}">{inner}</w:comment>'


def document(body: str, namespaces: str = NAMESPACES) -> str:
    return f"<w:document {namespaces}><w:body>{body}</w:body></w:document>"


def make(path: Path, body: str, *comments: str, extended: str = "", **parts: str) -> Path:
    """Write a Word file; `parts` are more parts of the folder `word`, by name without `.xml`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", document(body))
        if comments:
            package.writestr(
                "word/comments.xml", f"<w:comments {NAMESPACES}>{''.join(comments)}</w:comments>"
            )
        if extended:
            package.writestr(
                "word/commentsExtended.xml",
                f"<w15:commentsEx {NAMESPACES}>{extended}</w15:commentsEx>",
            )
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return path
