"""That each option of an importer changes something."""

import re
import typing
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
from attrs import evolve

from qualog.material import Material
from qualog.testing.importers.base import ImporterTests, texts
from qualog.testing.samples import Sample

_TEXTS: Final = ("no such thing", "utf-16")
_WORDS: Final = 40


class OptionsContract(ImporterTests):
    """Each option changes what is read of a sample."""

    def test_each_option_has_an_effect(self, tmp_path: Path) -> None:
        """With another value of it, at least one sample is read otherwise, or refused."""
        idle = [
            field.name.replace("_", "-")
            for field in attrs.fields(self.importer.options)
            if not any(
                self.found(sample, tmp_path) != self.found(other, tmp_path)
                for sample in (*self.samples, *self.effects)
                for other in self._others(sample, field, tmp_path)
            )
        ]
        assert not idle, (
            f"{', '.join(idle)}: no sample is read otherwise with another value. Give one that is, "
            f"in `samples` or `effects`, with the option in its `options`"
        )

    def _others(self, sample: Sample, field: Any, folder: Path) -> Iterator[Sample]:
        """Yield the sample with other values of an option: without it, and with what it can be."""
        given = {name.replace("-", "_"): value for name, value in sample.options.items()}
        if field.name in given:
            del given[field.name]
            yield evolve(sample, options=given)
        words = _words(sample, self.found(sample, folder))
        for value in _values(typing.get_type_hints(self.importer.options)[field.name], words):
            yield evolve(sample, options={**given, field.name: value})


def _values(type_: Any, words: Sequence[str]) -> Iterator[str]:
    """Yield what can be typed for an option of a type."""
    choices = typing.get_args(type_)
    if typing.get_origin(type_) is typing.Literal:
        yield from choices
    elif choices:
        for part in choices:
            yield from _values(part, words)
    elif type_ is bool:
        yield from ("yes", "no")
    elif type_ in (int, float):
        yield from ("0", "1", "2", "1000000")
    elif type_ is str:
        yield from (*_TEXTS, *words)


def _words(sample: Sample, found: Material | str) -> list[str]:
    """Return some words of a sample: of its texts, and of its file where that is a text."""
    read = [] if isinstance(found, str) else texts(found)
    whole = " ".join((*read, *sample.texts, sample.content.decode("utf-8", "ignore")))
    return list(dict.fromkeys(re.findall(r"\w+", whole)))[:_WORDS]
