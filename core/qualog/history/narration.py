"""Narration: each line of the log as a sentence, with the names that things had at the time."""

from collections.abc import Iterator
from itertools import zip_longest

import attrs
from attrs import frozen

from qualog.decisions import ERASED, Decision
from qualog.decisions.attributes import AttributeDefined, AttributeGiven, AttributeRenamed
from qualog.decisions.codes import (
    CodeCreated,
    CodeDefined,
    CodeMoved,
    CodeRenamed,
    CodeRestored,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.decisions.codings import CodingApplied, CodingRecoded, CodingRemoved, CodingResized
from qualog.decisions.discussions import (
    DiscussionOpened,
    DiscussionReopened,
    DiscussionReplied,
    DiscussionSettled,
)
from qualog.decisions.documents import (
    DocumentCoded,
    DocumentConducted,
    DocumentImported,
    DocumentRead,
    DocumentRemoved,
    DocumentRenamed,
    DocumentRevised,
    DocumentTranscribed,
    PassageAttributed,
    SpeakerIdentified,
)
from qualog.decisions.erasure import DecisionRedacted, ErasureConfirmed, WordsErased
from qualog.decisions.memos import MemoRemoved, MemoRevised, MemoWritten
from qualog.decisions.people import (
    AuthorAdded,
    AuthorRenamed,
    ConsentGiven,
    ConsentWithdrawn,
    ParticipantAdded,
    ParticipantRenamed,
)
from qualog.decisions.project import (
    DecisionReverted,
    MomentNamed,
    ProjectCreated,
    ProjectDescribed,
    ProjectRenamed,
    ReplicasMerged,
)
from qualog.decisions.questions import QuestionSettled
from qualog.decisions.rounds import RoundClosed, RoundOpened
from qualog.decisions.themes import (
    CodesAssigned,
    CodesUnassigned,
    ThemeCreated,
    ThemeDefined,
    ThemeMoved,
    ThemeRenamed,
    ThemeRestored,
    ThemeRetired,
    ThemesRelated,
)
from qualog.decisions.theory import (
    LinkAccepted,
    LinkProposed,
    LinkRejected,
    TheoryAdopted,
    TheoryDropped,
)
from qualog.log.entry import LogEntry
from qualog.log.store import LogRange
from qualog.replay.appliers.applier import APPLIERS, NoEffect
from qualog.replay.fold import replay, reverted
from qualog.state import State
from qualog.state.naming_tmp import Names, short_decision
from qualog.state.provenance import Provenance
from qualog.state.sayings_tmp import ending, saying
from qualog.text.reanchoring import changes
from qualog.views.study import Study


@frozen
class Narrated:
    """One decision of the log, as it is told.

    Attributes:
        line: the line.
        decision: the decision; None where no loaded code knows its kind.
        authors: the authors' names, as they are called at the study's moment.
        sentence: what was decided, in the third person, without the authors.
        why: the reason; None if none was given.
        touches: the ids of everything that it is about.
        reverted: whether it is taken back at the moment that is looked from.
    """

    entry: LogEntry
    decision: Decision | None
    authors: str
    sentence: str
    why: str | None
    touches: frozenset[str]
    reverted: bool


def narrate(study: Study) -> Iterator[Narrated]:
    """Tell every line up to the study's moment, first to last."""
    taken_back = reverted(study.log.store, study.moment.span)
    state = State(read_content=study.log.store.content)
    heads: dict[str, int] = {}
    for entry in study.entries():
        decision = study.log.decision(entry)
        heads[entry.replica] = entry.seq
        words = study.log.words(entry)
        why = ERASED if words is None else words.get("why")
        if decision is None:
            sentence = f"decided something that no loaded code can read ({entry.kind})"
            touches: frozenset[str] = frozenset()
        else:
            sentence = tell(decision, state)
            touches = _touched(decision, state)
            if isinstance(decision, DecisionReverted):
                state = replay(study.log.store, LogRange(heads=dict(heads)))
            else:
                _let_happen(decision, entry, state)
        yield Narrated(
            entry=entry,
            decision=decision,
            authors=study.state.author_names(entry.authors.split()),
            sentence=sentence,
            why=str(why) if why is not None else None,
            touches=touches | {entry.id},
            reverted=entry.id in taken_back,
        )


def tell(decision: Decision, state: State) -> str:
    """Put a decision as a sentence, with the names of a state in which it was not yet made."""
    n = Names(state)
    match decision:
        case ProjectCreated(name=name):
            return f"began the study “{name}”"
        case ProjectRenamed(name=name):
            return f"called the study “{name}” instead of “{state.name}”"
        case ProjectDescribed(aim=aim):
            return f"described the study: {aim}"
        case MomentNamed(name=name):
            return f"named this moment “{name}”"
        case DecisionReverted(target=target):
            return f"took back {short_decision(target)}"
        case ReplicasMerged(heads=heads):
            told = ", ".join(f"{replica[:4]} up to {seq}" for replica, (seq, _) in heads.items())
            return f"came to know what other copies had decided ({told})"
        case AuthorAdded(name=name):
            return f"added the author {name}"
        case AuthorRenamed(author=author, name=name):
            return f"called the author {n.author(author)} {name}"
        case ParticipantAdded(pseudonym=pseudonym):
            return f"added the participant {pseudonym}"
        case ParticipantRenamed(participant=participant, pseudonym=pseudonym):
            return f"gave {n.participant(participant)} the pseudonym {pseudonym}"
        case ConsentGiven(participant=participant, day=day):
            return f"noted the consent of {n.participant(participant)}{_on(day)}"
        case ConsentWithdrawn(participant=participant, day=day):
            return f"noted that {n.participant(participant)} withdrew{_on(day)}"
        case DecisionRedacted(target=target):
            return f"redacted {short_decision(target)}"
        case WordsErased(because=because, lines=lines, contents=contents):
            spoken = sum(map(len, lines.values()))
            what = [f"the words of {spoken} decision{'s' if spoken != 1 else ''}"] * bool(spoken)
            if contents:
                stretches = f"stretch{'es' if len(contents) != 1 else ''}"
                what.append(f"{len(contents)} {stretches} of text or files")
            reason = (
                "a participant withdrew"
                if because in state.participants
                else f"{short_decision(because)} was redacted"
            )
            return f"erased {' and '.join(what) or 'nothing more'}, since {reason}"
        case ErasureConfirmed(receipts=receipts):
            return (
                f"erased in this copy too what {' and '.join(map(short_decision, receipts))} told"
            )
        case DocumentImported(name=name, importer=importer):
            return f"took in “{name}”" + (f" with {importer}" if importer else "")
        case DocumentRevised(document=document, blocks=blocks):
            places = changes(blocks)
            count = f"{places} place{'s' if places != 1 else ''}"
            return f"corrected the text of {n.document(document)} in {count}"
        case DocumentRenamed(document=document, name=name):
            return f"called {n.document(document)} “{name}”"
        case DocumentRemoved(document=document):
            return f"took {n.document(document)} out of the study"
        case DocumentConducted(document=document, interviewers=who, day=day):
            return f"noted that {state.author_names(who)} held {n.document(document)}{_on(day)}"
        case DocumentTranscribed(document=document, transcribers=who, day=day):
            by = state.author_names(who)
            return f"noted that {by} transcribed {n.document(document)}{_on(day)}"
        case DocumentRead(document=document):
            return f"read {n.document(document)} through"
        case DocumentCoded(document=document, passages=passages):
            if not passages:
                return f"coded {n.document(document)} to its end"
            count = f"{len(passages)} passage{'s' if len(passages) != 1 else ''}"
            return f"coded {count} of {n.document(document)}, and no more"
        case SpeakerIdentified(document=document, speaker=speaker) as told:
            speaks = (
                n.participant(told.participant) if told.participant else n.author(told.author or "")
            )
            voice = n.speaker(document, speaker)
            return f"identified {voice} in {n.document(document)} as {speaks}"
        case PassageAttributed(document=document, start=start, end=end) as attributed:
            passage = n.passage(document, start, end, attributed.revision)
            return f"attributed {passage} to {n.participant(attributed.participant)}"
        case AttributeDefined(name=name):
            return f"began to note the attribute “{name}”"
        case AttributeRenamed(attribute=attribute, name=name):
            return f"called the attribute {n.attribute(attribute)} “{name}”"
        case AttributeGiven(attribute=attribute, about=about, value=value):
            if value is None:
                return f"took the value of {n.attribute(attribute)} from {n.anything(about)}"
            return f"noted for {n.anything(about)} that {n.attribute(attribute)} is {value}"
        case CodeCreated(name=name, parent=parent):
            under = f" under {n.code(parent)}" if parent else ""
            return f"created the code “{name}”{under}"
        case CodeRenamed(code=code, name=name):
            return f"renamed the code {n.code(code)} to “{name}”"
        case CodeDefined(code=code, definition=definition):
            return f"redefined the code {n.code(code)}: {definition}"
        case CodeMoved(code=code, parent=parent):
            return f"moved the code {n.code(code)} " + (
                f"under {n.code(parent)}" if parent else "to the top"
            )
        case CodesMerged(sources=sources, into=into):
            told_sources = " and ".join(map(n.code, sources))
            return f"merged the code {told_sources} into {n.code(into)}"
        case CodeSplit(code=code, names=names, into=into, recoded=recoded):
            told_names = " and ".join(f"“{name or ERASED}”" for name, _ in zip_longest(names, into))
            count = f"{len(recoded)} coding{'s' if len(recoded) != 1 else ''}"
            moved = f", and sorted {count}" if recoded else ""
            return f"split the code {n.code(code)} into {told_names}{moved}"
        case CodeRetired(code=code):
            return f"retired the code {n.code(code)}"
        case CodeRestored(code=code):
            return f"restored the code {n.code(code)}"
        case CodingApplied(code=code, document=document, start=start, end=end, revision=revision):
            return f"coded {n.passage(document, start, end, revision)} as {n.code(code)}"
        case CodingRemoved(coding=coding):
            return f"removed {n.coding(coding)}"
        case CodingResized(coding=coding, start=start, end=end, revision=revision):
            document = state.every_coding[coding].document if coding in state.every_coding else ""
            return f"changed {n.coding(coding)} to {n.passage(document, start, end, revision)}"
        case CodingRecoded(coding=coding, code=code):
            return f"recoded {n.coding(coding)} as {n.code(code)}"
        case MemoWritten(text=text, about=about):
            return f"wrote a memo about {n.anything(about)}: {text}"
        case MemoRevised(text=text):
            return f"revised a memo: {text}"
        case MemoRemoved(memo=memo):
            text = state.memos[memo].text if memo in state.memos else memo
            return f"removed the memo: {text}"
        case DiscussionOpened(document=document, start=start, end=end) as opened:
            topic = f": {opened.topic}" if opened.topic else ""
            passage = n.passage(document, start, end, opened.revision)
            return f"opened a discussion of {passage}{topic}"
        case DiscussionReplied(discussion=discussion, reply=reply):
            return f"said in {n.discussion(discussion)}: {reply}"
        case DiscussionSettled(discussion=discussion) as told:
            how = ending(n, told.outcome, told.holds, told.coder, told.redefined)
            return f"settled {n.discussion(discussion)} {how}"
        case DiscussionReopened(discussion=discussion):
            return f"reopened {n.discussion(discussion)}"
        case ThemeCreated(name=name, parent=parent):
            if parent:
                return f"formed the subtheme “{name}” under {n.theme(parent)}"
            return f"formed the theme “{name}”"
        case ThemeRenamed(theme=theme, name=name):
            return f"renamed the theme {n.theme(theme)} to “{name}”"
        case ThemeDefined(theme=theme, definition=definition):
            return f"redefined the theme {n.theme(theme)}: {definition}"
        case ThemeMoved(theme=theme, parent=parent):
            return f"moved the theme {n.theme(theme)} " + (
                f"under {n.theme(parent)}" if parent else "to the top"
            )
        case ThemeRetired(theme=theme):
            return f"retired the theme {n.theme(theme)}"
        case ThemeRestored(theme=theme):
            return f"restored the theme {n.theme(theme)}"
        case CodesAssigned(theme=theme, codes=codes):
            return f"gathered {', '.join(map(n.code, codes))} under the theme {n.theme(theme)}"
        case CodesUnassigned(theme=theme, codes=codes):
            return f"took {', '.join(map(n.code, codes))} out of the theme {n.theme(theme)}"
        case ThemesRelated(theme=theme, other=other, relation=relation):
            return f"related the theme {n.theme(theme)} to {n.theme(other)}: {relation}"
        case TheoryAdopted(pack=pack):
            return f"adopted the theory “{pack.name}”"
        case TheoryDropped(theory=theory):
            return f"dropped the theory {n.theory(theory)}"
        case LinkProposed(subject=subject, concept=concept, mapper=mapper):
            by = f" (seen by {mapper})" if mapper else ""
            return f"proposed to tie {n.anything(subject)} to {n.concept(concept)}{by}"
        case LinkAccepted(link=link):
            return f"accepted the tie of {n.link(link)}"
        case LinkRejected(link=link):
            return f"rejected the tie of {n.link(link)}"
        case RoundOpened(name=name, documents=documents, coders=coders, blind=blind):
            sort = "blind round" if blind else "round"
            about = " and ".join(map(n.document, documents))
            return f"opened the {sort} “{name}” of {state.author_names(coders)} in {about}"
        case RoundClosed(round=round_):
            return f"closed the round {n.round(round_)}"
        case QuestionSettled(question=question, matter=matter, about=about, keep=keep):
            told = f"settled the question {short_decision(question)}"
            if keep is None:
                return f"{told}: it stays as it is"
            register = state.registers.get((matter, about or ""))
            if register is None or keep not in register.writes:
                return f"{told}, keeping {short_decision(keep)}"
            kept = saying(state, matter, about or "", register.writes[keep])
            return f"{told}, keeping that {kept}"
        case _:
            return f"decided: {decision.kind}"


def name_of(id_: str | None, state: State) -> str:
    """Give what a person calls a thing of the study: "the code “trust”"; None is the study."""
    return Names(state).anything(id_)


def _on(day: str | None) -> str:
    return f" on {day}" if day else ""


def _touched(decision: Decision, state: State) -> frozenset[str]:
    """Give the ids that a decision names, and those of what they belong to."""
    found: set[str] = set()

    def gather(value: object) -> None:
        match value:
            case str():
                found.add(value)
            case tuple() | list():
                for each in value:
                    gather(each)
            case dict():
                gather((*value.keys(), *value.values()))

    for field in attrs.fields(type(decision)):  # type: ignore[arg-type]
        if not field.metadata.get("sealed"):
            gather(getattr(decision, field.name))
    for id_ in list(found):
        if coding := state.every_coding.get(id_):
            found |= {coding.code, coding.document}
        if discussion := state.every_discussion.get(id_):
            found.add(discussion.document)
        if link := state.links.get(id_):
            found |= {link.subject, link.concept}
        if (memo := state.memos.get(id_)) and memo.about:
            found.add(memo.about)
    return frozenset(found)


def _let_happen(decision: Decision, entry: LogEntry, state: State) -> None:
    effect = APPLIERS.get(type(decision))
    if effect is None:
        return
    try:
        effect(
            state,
            decision,
            Provenance(entry.at, entry.replica, entry.seq, tuple(entry.authors.split())),
        )
    except NoEffect:
        return
