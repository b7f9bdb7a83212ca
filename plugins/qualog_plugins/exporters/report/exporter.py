"""The report: from the themes down to the quotations, as HTML or as Markdown."""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from qualog.files import atomic_write
from qualog.language import Sayable
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.views.study import Study
from qualog_plugins.exporters.shared.escaping import as_markdown

_HERE = Path(__file__).parent


@frozen
class Options:
    """How the report is put."""

    language: Literal["en", "sv"] = option("en", help="of the headings")
    quotations: bool = option(True, help="show the coded passages")
    most_quotations: int | None = option(None, help="of each code, at most so many; else all")


class _Report:
    options = Options
    template: str

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the report, without real names of participants, and return what is left out."""
        from qualog_plugins.exporters.report.content import gather

        report = gather(study, quotations=options.quotations, most=options.most_quotations)
        template = _environment(options.language).get_template(self.template)
        text = template.render(report=report, language=options.language)
        with atomic_write(target) as draft:
            draft.write_text(text, encoding="utf-8")
        return report.left_out


class HtmlReport(_Report):
    """One HTML file that needs nothing else."""

    name = "report"
    summary = "A report as one HTML file: themes, quotations, theory, methods, audit trail"
    suffix = ".html"
    template = "report.html.j2"


class MarkdownReport(_Report):
    """The same as Markdown, to go on writing in."""

    name = "report-md"
    summary = "The same report as Markdown"
    suffix = ".md"
    template = "report.md.j2"


def _environment(language: str) -> Any:
    """Return what renders the templates, with `say` for phrases and `md` for anybody's words."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=jinja2.select_autoescape(["html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    phrases = phrases_in(language)

    @jinja2.pass_eval_context
    def say(context: Any, phrase: str, /, **values: object) -> str:
        # As Markup, the values are escaped like everything else in the page.
        text = Markup(phrases[phrase]) if context.autoescape else phrases[phrase]
        return text.format(**values)

    environment.globals["say"] = say
    environment.filters["md"] = lambda words: as_markdown(str(words))
    return environment


def phrases_in(language: str) -> dict[str, str]:
    """Return the report's own words in a language, by what they are called in the templates."""
    languages: dict[str, dict[str, str]] = tomllib.loads(
        (_HERE / "phrases.toml").read_text("utf-8")
    )
    return languages[language]


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the report in both forms."""
    return [HtmlReport(), MarkdownReport()]
