"""The report of the study as a page, from HTML, from Markdown, or from either."""

import lxml.html
import pytest
from tests.plugins.exporters.report.pages import read_markdown

from qualog_plugins.exporters.report.exporter import HtmlReport, MarkdownReport


@pytest.fixture
def page(export):
    def read(moment=None, **options):
        return lxml.html.fromstring(export(HtmlReport(), moment, **options)[0].read_text("utf-8"))

    return read


@pytest.fixture
def markdown_page(export):
    def read(moment=None, **options):
        return read_markdown(export(MarkdownReport(), moment, **options)[0].read_text("utf-8"))

    return read


@pytest.fixture(params=["html", "markdown"])
def either(request, page, markdown_page):
    return page if request.param == "html" else markdown_page
