"""Plays a study that is written step by step in TOML, each step on its own day."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import define, field

from qualog.plugins.registry import installed_plugins
from qualog.plugins.theory_packs import read_pack
from qualog.project.project import Project

MATERIAL = Path(__file__).parent / "material"
STUDY = Path(__file__).parent / "study.toml"


@define
class StoryClock:
    """A clock that shows the time of the step that is being played."""

    now: int = 0

    def __call__(self) -> int:
        """Return the time of the step, in milliseconds since 1970."""
        return self.now


@define
class Player:
    """Carries out the steps of a study, each by the verb that its `do` names.

    Attributes:
        project: the study.
        clock: what the study takes for the time.
    """

    project: Project
    clock: StoryClock
    _codings: dict[tuple[str, str], list[str]] = field(factory=dict)

    def play(self, steps: list[dict[str, Any]]) -> None:
        """Play the steps in order."""
        for step in steps:
            values = dict(step)
            self.clock.now = _milliseconds(values.pop("at"))
            name = f"do_{values.pop('do').replace('-', '_')}"
            verb: Callable[..., None] = getattr(self, name)
            verb(**values)

    def do_describe(self, aim: str, **how: Any) -> None:
        """Write down what the study asks."""
        self.project.about.describe(aim, **how)

    def do_participant(self, pseudonym: str, **how: Any) -> None:
        """Add a participant."""
        self.project.participants.add(pseudonym, **how)

    def do_consent(self, participant: str, **how: Any) -> None:
        """Note a consent."""
        self.project.participants.consent(participant, **how)

    def do_import(self, file: str, **how: Any) -> None:
        """Import a transcript, with the importer that knows it."""
        self.project.imports.import_file(MATERIAL / file, **how)

    def do_speaker(self, document: str, **how: Any) -> None:
        """Identify a speaker as a participant or an author."""
        self.project.documents.speaker(document, **how)

    def do_conducted(self, document: str, **how: Any) -> None:
        """Note who conducted an interview."""
        self.project.documents.held(document, **how)

    def do_transcribed(self, document: str, **how: Any) -> None:
        """Note who transcribed it."""
        self.project.documents.transcribed(document, **how)

    def do_read(self, document: str, **how: Any) -> None:
        """Note a reading."""
        self.project.documents.mark_read(document, **how)

    def do_code(self, name: str, **how: Any) -> None:
        """Add a code."""
        self.project.codes.add(name, **how)

    def do_apply(self, code: str, document: str, quote: str, memo: str = "", **how: Any) -> None:
        """Code a passage, perhaps with a memo."""
        coding = self.project.codings.apply(code, document, quote=quote, **how)
        self._codings.setdefault((coding.code, _folded(quote)), []).append(coding.id)
        if memo:
            self.project.memos.write(memo, about=coding.id, by=how.get("by"))

    def do_rename(self, code: str, to: str, **how: Any) -> None:
        """Rename a code."""
        self.project.codes.rename(code, to, **how)

    def do_define(self, code: str, **how: Any) -> None:
        """Redefine a code."""
        self.project.codes.define(code, **how)

    def do_merge(self, sources: list[str], into: str, **how: Any) -> None:
        """Merge codes."""
        self.project.codes.merge(sources, into, **how)

    def do_split(self, code: str, recode: dict[str, list[str]], **how: Any) -> None:
        """Split a code; `recode` has, for each new code, the quotations of its codings."""
        old = self.project.find.code(code).id
        recoded = {
            coding: name
            for name, quotes in recode.items()
            for quote in quotes
            for coding in self._codings[old, _folded(quote)]
        }
        self.project.codes.split(code, recode=recoded, **how)

    def do_discuss(
        self, document: str, quote: str, topic: str, why: str, by: list[str], **settled: Any
    ) -> None:
        """Discuss a passage together, and settle what holds in it."""
        verbs = self.project.discussions
        opened = verbs.open(document, quote=quote, topic=topic, by=by)
        verbs.settle(opened.id, why=why, by=by, **settled)

    def do_retire(self, code: str, **how: Any) -> None:
        """Retire a code."""
        self.project.codes.retire(code, **how)

    def do_move(self, code: str, under: str | None = None, **how: Any) -> None:
        """Move a code."""
        self.project.codes.move(code, under, **how)

    def do_theme(self, name: str, **how: Any) -> None:
        """Develop a theme."""
        self.project.themes.add(name, **how)

    def do_assign(self, theme: str, codes: list[str], **how: Any) -> None:
        """Group codes under a theme."""
        self.project.themes.assign(theme, codes, **how)

    def do_relate(self, theme: str, other: str, relation: str, **how: Any) -> None:
        """Relate two themes."""
        self.project.themes.relate(theme, other, relation, **how)

    def do_memo(self, text: str, **how: Any) -> None:
        """Write a memo."""
        self.project.memos.write(text, **how)

    def do_adopt(self, theory: str, **how: Any) -> None:
        """Start using a theory pack that Qualog brings along."""
        pack = installed_plugins().theories().named(theory).plugin
        self.project.theory.adopt(read_pack(pack), **how)

    def do_link(
        self,
        subject: str,
        concept: str,
        verdict: str,
        reason: str = "",
        verdict_why: str | None = None,
        **how: Any,
    ) -> None:
        """Propose a link to a concept, and settle it."""
        link = self.project.theory.propose(subject, concept, reason=reason, **how)
        settle = self.project.theory.accept if verdict == "accept" else self.project.theory.reject
        settle(link.id, why=verdict_why, by=how.get("by"))

    def do_moment(self, name: str, **how: Any) -> None:
        """Name a point in time."""
        self.project.moments.name(name, **how)


def play_demo(path: Path) -> Project:
    """Make the demo's study in a new project file, and return it, open."""
    story = tomllib.loads(STUDY.read_text(encoding="utf-8"))
    clock = StoryClock(_milliseconds(story["step"][0]["at"]))
    project = Project.create(path, story["name"], story["authors"], clock=clock)
    try:
        Player(project, clock).play(story["step"])
    except BaseException:
        project.close()
        raise
    return project


def _milliseconds(local: str) -> int:
    return int(datetime.fromisoformat(local).timestamp() * 1000)


def _folded(quote: str) -> str:
    return " ".join(quote.split())
