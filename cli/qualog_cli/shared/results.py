"""Showing what a study holds: as text or as JSON, and always as of when."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from qualog.language import message
from qualog.views.study import Study
from qualog_cli.shared.formats import short_decision
from qualog_cli.shared.output import print_json
from qualog_cli.shared.paging import print_lines


def show(
    study: Study, as_json: bool, key: str, data: Any, lines: Callable[[], Iterable[object]]
) -> None:
    """Print data as JSON under a key, or as lines of text; both say as of when.

    Args:
        study: what is shown of.
        as_json: which of the two.
        key: the name of the data in the JSON.
        data: what is printed as JSON.
        lines: a function that returns the lines of the text; it is not called for JSON.
    """
    if as_json:
        where = {"where": study.where} if study.where else {}
        print_json({"at": _moment_data(study), **where, key: data})
        return
    print_lines(with_preface(study, lines()))


def with_preface(study: Study, lines: Iterable[object]) -> Iterator[object]:
    """Yield lines, before them what is hidden, as of when they are and of whom."""
    yield from study.hidden
    if study.moment.label != "now":
        as_of = short_decision(study.moment.label)
        if study.moment.exact:
            yield message("As of {moment} (exact)", moment=as_of)
        else:
            yield message("As of {moment} (may change when another copy is merged)", moment=as_of)
        yield ""
    if study.where:
        yield message("Where {condition}", condition=study.where)
        yield ""
    yield from lines


def _moment_data(study: Study) -> dict[str, Any]:
    data = {
        "moment": study.moment.label,
        "exact": study.moment.exact,
        "decision": study.last_decision,
    }
    return data | ({"hidden": [str(hidden) for hidden in study.hidden]} if study.hidden else {})
