"""Several copies that do anything in any order: at the end all are equal, and nothing is lost.

Copies decide, merge, send bundles, are copied, are put back from backups (so that a replica
goes on in two places), lose participants, redact, are killed. Nothing that was acknowledged is
lost, nothing that was erased comes back.
"""

import json
import os
import shutil
import tempfile
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import attrs
import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from tests.core.conftest import HandClock, transcript

from qualog.decisions.codes import CodeCreated
from qualog.errors import QualogError
from qualog.ids import new_id
from qualog.log.erasure import unconfirmed
from qualog.log.log import Draft
from qualog.material import ImportedDocument, Material
from qualog.project.project import Project
from qualog.replay.fold import replay
from qualog.state import State
from qualog.state.read_only import read_only

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "0.1.0.qualog"
# In memory, where there is such a place: durability is tested elsewhere, by pulling the plug.
SHM = Path("/dev/shm")
MOST_COPIES = 5

which = st.integers(0, 99)
edges = st.tuples(st.integers(0, 40), st.integers(41, 83))


def plain(state: State) -> dict[str, object]:
    return {
        attribute.name: getattr(read_only(state), attribute.name)
        for attribute in attrs.fields(State)
        if not attribute.name.startswith("_")
    }


def heads(project: Project) -> dict[str, object]:
    return project.log.store.heads()


class Copies(RuleBasedStateMachine):
    """A study in several copies; what is not allowed is refused, and changes nothing."""

    @initialize(upgraded=st.booleans())
    def begin(self, upgraded):
        self.folder = Path(tempfile.mkdtemp(dir=SHM if SHM.is_dir() else None))
        self.configuration = os.environ.get("QUALOG_CONFIG")
        os.environ["QUALOG_CONFIG"] = str(self.folder / "configuration")
        self.clock = HandClock(1_800_000_000_000)  # after all logs that are kept
        self.number = 0
        self.authors: dict[str, str] = {}
        self.open: list[Project] = []
        self.backups: list[tuple[int, bytes]] = []
        self.acknowledged: set[bytes] = set()
        self.erased: set[bytes] = set()
        first = self.folder / "0.qualog"
        if upgraded:
            shutil.copy(CORPUS, first)
        else:
            Project.create(first, "Study", ["Ingrid", "Samir H"], clock=self.clock).close()
        project = self.opened(first, "Ingrid")
        self.authors = {author.name: author.id for author in project.state.authors.values()}
        if "Anna" not in [
            participant.pseudonym for participant in project.state.participants.values()
        ]:
            project.participants.add("Anna", name="Anna Andersdotter")
        documents = (transcript(f"talk {self.next()}"),)
        project.imports.import_(Material(documents=documents), importer="test")
        project.codes.add("first")
        self.open.append(project)
        self.copy_the_file(0)
        self.copy_the_file(0)

    def opened(self, path, author):
        """Open by the author's id, for a name may be redacted; the first time by the name."""
        who = self.authors.get(author, author)
        return Project.open(path, author=[who], clock=self.clock)

    def next(self):
        self.number += 1
        return self.number

    def a_copy(self, number):
        self.clock.now += 60_000
        # Every copy's clock is wrong in its own way, by up to hours, forwards or back.
        skew = (number % len(self.open)) * 7_000_000 * (-1 if number % 2 else 1)
        project = self.open[number % len(self.open)]
        project.log.clock = lambda: self.clock.now + skew
        return project

    def attempt(self, project, verb, *arguments, **how):
        before = heads(project)
        try:
            verb(*arguments, **how)
        except QualogError as refusal:
            assert str(refusal)
            assert heads(project) == before
        self.acknowledged |= {entry.hash for entry in project.log.store.entries()}

    @rule(number=which, coding=st.booleans(), edges=edges)
    def decide(self, number, coding, edges):
        project = self.a_copy(number)
        documents = list(project.state.documents)
        if coding and documents:
            why = f"a reason of number {self.next()}"
            live = project.state.codebook.live()
            if live:
                apply = project.codings.apply
                self.attempt(project, apply, live[0].id, documents[0], span=edges, why=why)
                return
        name = f"code {self.next()}"
        self.attempt(project, project.codes.add, name, definition="what it means")

    @rule(number=which, other=which, edges=edges)
    def say_whose_words(self, number, other, edges):
        project = self.a_copy(number)
        people = list(project.state.participants)
        documents = list(project.state.documents)
        if people and documents:
            document = documents[other % len(documents)]
            who = people[other % len(people)]
            self.attempt(project, project.documents.attribute, document, who, span=edges)

    @rule(number=which, edges=edges)
    def correct(self, number, edges):
        """Half of the stretch is put differently; the text is one that others correct too."""
        project = self.a_copy(number)
        for document in list(project.state.documents)[:1]:
            text = project.state.text(document)
            start, end = edges[0], (edges[0] + edges[1]) // 2
            better = f"{text[:start]} corrected {self.next()} {text[end:]}"
            material = Material(documents=(ImportedDocument("corrected", better),))
            take_in = project.imports.import_
            self.attempt(project, take_in, material, importer="test", revises=document)

    @rule(number=which, other=which)
    def think(self, number, other):
        project = self.a_copy(number)
        ids = [entry.id for entry in project.log.store.entries()]
        text = f"thought number {self.next()}, spelled out"
        self.attempt(project, project.memos.write, text, about=ids[other % len(ids)])

    @rule(number=which, other=which, edges=edges)
    def discuss(self, number, other, edges):
        project = self.a_copy(number)
        verbs, said = project.discussions, f"said under number {self.next()}"
        known = list(project.state.discussions.values())
        documents = list(project.state.documents)
        if known and other % 2:
            found = known[other % len(known)]
            self.attempt(project, verbs.reply, found.id, said)
            self.attempt(project, verbs.settle, found.id, "both", why=said)
        elif documents:
            self.attempt(project, verbs.open, documents[0], span=edges, topic=said)

    @rule(number=which, other=which)
    def rename(self, number, other):
        project = self.a_copy(number)
        live = project.state.codebook.live()
        if live:
            code = live[other % len(live)].id
            self.attempt(project, project.codes.rename, code, f"named {self.next()}")

    @rule(number=which, other=which)
    def undo(self, number, other):
        project = self.a_copy(number)
        ids = [entry.id for entry in project.log.store.entries() if entry.kind != "author-added"]
        self.attempt(project, project.undo, ids[other % len(ids)])

    @rule(number=which)
    def name_the_moment(self, number):
        project = self.a_copy(number)
        self.attempt(project, project.moments.name, f"moment {self.next()}")

    @rule(number=which, other=which, by_mail=st.booleans())
    def merge(self, number, other, by_mail):
        project = self.a_copy(number)
        giver = self.open[other % len(self.open)]
        if giver is project:
            return
        if by_mail:
            sent = self.folder / f"{self.next()}.qualog-bundle"
            giver.copies.bundle(sent)
            # Refused where a third copy has not signed its last decisions yet.
            self.attempt(project, project.copies.apply, sent)
            sent.unlink()
        else:
            project.copies.merge(giver.path)
        self.acknowledged |= {entry.hash for entry in project.log.store.entries()}

    @precondition(lambda self: len(self.open) < MOST_COPIES)
    @rule(number=which)
    def copy_the_file(self, number):
        project = self.open[number % len(self.open)]
        path = self.folder / f"{len(self.open)}-{self.next()}.qualog"
        project.log.store.copy_to(path)
        self.open.append(self.opened(path, ["Ingrid", "Samir H"][number % 2]))

    @rule(number=which)
    def back_up(self, number):
        index = number % len(self.open)
        target = self.folder / "backup"
        self.open[index].log.store.copy_to(target)
        self.backups.append((index, target.read_bytes()))
        for file in self.folder.glob("backup*"):
            file.unlink()

    @precondition(lambda self: self.backups and len(self.open) < MOST_COPIES)
    @rule(number=which, noticed=st.booleans())
    def put_a_backup_back(self, number, noticed):
        """The newer file lives on elsewhere, as in a folder that a service synchronises."""
        index, data = self.backups[number % len(self.backups)]
        path = self.open[index].path
        self.open[index].close()
        elsewhere = self.folder / f"elsewhere {self.next()}.qualog"
        shutil.copy(path, elsewhere)
        path.write_bytes(data)
        if not noticed:
            [file] = (self.folder / "configuration" / "replicas").glob("*.json")
            known = [binding | {"seq": 0} for binding in json.loads(file.read_text())]
            file.write_text(json.dumps(known))
        self.open[index] = self.opened(path, "Ingrid")
        self.open.append(self.opened(elsewhere, "Samir H"))

    @rule(number=which, other=which, sure=st.integers(0, 2))
    def withdraw(self, number, other, sure):
        project = self.a_copy(number)
        people = [
            participant
            for participant in project.state.participants.values()
            if not participant.withdrawn
        ]
        if sure or not people:
            return
        who = people[other % len(people)]
        gone = project.participants.withdrawal(who.id).belongings
        self.remember(project, gone.lines, gone.contents)
        self.attempt(project, project.participants.withdraw, who.id, why="asked to")

    @rule(number=which, other=which)
    def redact(self, number, other):
        project = self.a_copy(number)
        lines = [entry for entry in project.log.store.entries() if entry.kind != "author-added"]
        entry = lines[other % len(lines)]
        self.remember(project, {entry.replica: (entry.seq,)}, ())
        self.attempt(project, project.redact, entry.id)

    def remember(self, project, lines, contents):
        store = project.log.store
        for replica, numbers in lines.items():
            for sealed in (store.sealed(replica, seq) for seq in numbers):
                # Words that another decision may rightly have too are no sign.
                if sealed is not None and b"number " in sealed.words:
                    self.erased.add(sealed.words)

    @rule(number=which, half_way=st.booleans())
    def kill(self, number, half_way):
        """Close the files without a goodbye, in the middle of a long act or not."""
        index = number % len(self.open)
        project = self.open[index]
        if half_way:
            before = heads(project)

            def drafts():
                yield Draft(CodeCreated(code=new_id(), name="half"), project.author)
                raise KeyboardInterrupt

            with suppress(KeyboardInterrupt):
                project.log.append(drafts())
            assert heads(project) == before
        project.log.store.close()
        self.open[index] = self.opened(project.path, "Ingrid")

    def teardown(self):
        if not hasattr(self, "open"):
            return
        try:
            self.meet()
            self.compare()
        finally:
            for project in self.open:
                project.close()
            shutil.rmtree(self.folder)
            if self.configuration is not None:
                os.environ["QUALOG_CONFIG"] = self.configuration

    def meet(self):
        there = list(pairwise(self.open))  # from the first to the last, and back again
        back = [(giver, taker) for taker, giver in reversed(there)]
        for _ in range(8):
            for giver, taker in (*there, *back):
                taker.copies.merge(giver.path)
            if all(heads(project) == heads(self.open[0]) for project in self.open):
                return
        raise AssertionError("the copies never came to the same log")

    def compare(self):
        first = self.open[0]
        hashes = [entry.hash for entry in first.log.store.entries()]
        assert len(hashes) == len(set(hashes))
        assert self.acknowledged <= set(hashes)
        state = plain(first.state)
        for project in self.open:
            store = project.log.store
            assert project.verify().fault is None
            assert store.branches() == first.log.store.branches()
            assert plain(project.state) == state
            assert plain(replay(store)) == state
            assert project.state.questions == first.state.questions
            assert store.content_ids() == first.log.store.content_ids()
            for replica in heads(project):
                mine, theirs = store.sealed_of(replica), first.log.store.sealed_of(replica)
                assert list(mine) == list(theirs)
            deciding = {project.log.replica for project in self.open}
            for waiting in unconfirmed(store).values():
                assert not deciding.intersection(waiting)
        for file in self.folder.rglob("*"):
            if file.is_file():
                held = file.read_bytes()
                assert not [words for words in self.erased if words in held], file.name


def test_copies_that_do_anything_in_any_order(request):
    from hypothesis.stateful import run_state_machine_as_test

    runs = 2000 if request.config.getoption("--nightly") else 100
    run_state_machine_as_test(
        Copies,
        settings=settings(
            max_examples=runs,
            stateful_step_count=25,
            deadline=None,
            phases=(Phase.reuse, Phase.generate),  # to shrink a long life takes longer than a test
            suppress_health_check=list(HealthCheck),
        ),
    )
