"""The codings as web annotations, in JSON-LD: each with its passage by position and by words.

As the W3C's Recommendation has it: Sanderson, R., Ciccarese, P. & Young, B. (2017). Web
Annotation Data Model. https://www.w3.org/TR/annotation-model/
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qualog.files import atomic_write
from qualog.language import Sayable
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import Coding, Memo, Provenance, State
from qualog.state.times import first_made, utc
from qualog.views.study import Study
from qualog_plugins.exporters.shared.grouping import codings_by_document, memos_by_subject
from qualog_plugins.exporters.shared.left_out import codings_without_words, memos_on_texts
from qualog_plugins.exporters.shared.texts import shown_text

_AROUND = 32  # code points before and after a passage, by which it is found again in a changed text
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"

Json = Mapping[str, Any]


class W3cAnnotations:
    """Positions are in code points, the end not included, as the Recommendation counts them."""

    name = "w3c-annotations"
    summary = "The codings as W3C web annotations (JSON-LD), by position and by words"
    suffix = ".jsonld"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write one collection with one page, and return what has no annotation."""
        state = study.state
        items = list(_annotations(state))
        collection = {
            "@context": _CONTEXT,
            "id": "urn:qualog:codings",
            "type": "AnnotationCollection",
            "label": state.name,
            "total": len(items),
            "first": {
                "id": "urn:qualog:codings:1",
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": items,
            },
        }
        text = json.dumps(collection, ensure_ascii=False, indent=1)
        with atomic_write(target) as draft:
            draft.write_text(f"{text}\n", encoding="utf-8")
        return [
            *memos_on_texts(state, state.documents),
            *codings_without_words(state.codings.values()),
        ]


def _annotations(state: State) -> Iterator[Json]:
    memos = memos_by_subject(state)
    for document, codings in codings_by_document(state).items():
        text = shown_text(state, document)
        source = {
            "id": f"urn:qualog:document:{document}",
            "type": "Text",
            "label": state.documents[document].name,
        }
        for coding in codings:
            if coding.region is None:
                selector = _selectors(text, coding)
                yield {
                    "id": f"urn:qualog:coding:{coding.id}",
                    "type": "Annotation",
                    "motivation": "tagging",
                    "creator": _people(state, coding.made),
                    "created": f"{utc(first_made(coding)):%Y-%m-%dT%H:%M:%SZ}",
                    "body": [
                        _textual("tagging", state.codebook.name(coding.code)),
                        *(_commenting(state, memo) for memo in memos.get(coding.id, ())),
                    ],
                    "target": {"source": source, "selector": selector},
                }


def _selectors(text: str, coding: Coding) -> list[Json]:
    start, end = coding.start, coding.end
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _textual(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _commenting(state: State, memo: Memo) -> Json:
    return {**_textual("commenting", memo.text), "creator": _people(state, memo.made)}


def _people(state: State, made: Provenance) -> list[Json]:
    return [
        {
            "id": f"urn:qualog:author:{author}",
            "type": "Person",
            "name": state.author_names([author]),
        }
        for author in made.authors
    ]


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [W3cAnnotations()]
