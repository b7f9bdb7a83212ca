"""Reading a report as a stranger does: as a page, whatever it was written in."""

import lxml.html
import markdown_it

HEADINGS = ("h1", "h2", "h3", "h4", "h5")


def words(element):
    """Return the words of an element, with single spaces between."""
    return " ".join(element.text_content().split())


def read_markdown(text):
    """Read Markdown as a stranger's program does, one that lets HTML through."""
    parser = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table")
    return lxml.html.fromstring(f"<body>{parser.render(text)}</body>")


def section(page, heading):
    """Return the words between a heading and the next one of its level or above."""
    found = [element for element in page.iter(*HEADINGS) if words(element) == heading]
    assert len(found) == 1, heading
    level, lines = int(found[0].tag[1]), []
    started = False
    for element in page.iter(*HEADINGS, "p", "li", "caption", "td", "th"):
        if element is found[0]:
            started = True
        elif started and element.tag[0] == "h" and int(element.tag[1]) <= level:
            break
        elif started:
            lines.append(words(element))
    return "\n".join(lines)


def headings(page):
    """Return the headings, each with its level."""
    return [(int(element.tag[1]), words(element)) for element in page.iter(*HEADINGS)]


def rows(page, heading):
    """Return the rows of the table with a heading, by what stands first in them."""
    for table in page.iter("table"):
        head = [words(cell) for cell in table.iter("th")][:4]
        if heading in head:
            return {
                words(row[0]): [words(cell) for cell in row[1:]]
                for row in table.iter("tr")
                if len(row) > 1
            }
    raise AssertionError(heading)
