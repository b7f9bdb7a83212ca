"""Sentences on the material: what there is, who conducted and transcribed it, who read it."""

from collections import Counter
from collections.abc import Iterator

from qualog.language import Message, message, plural
from qualog.state import Document, State
from qualog.state.times import first_made
from qualog_plugins.exporters.shared.left_out import nonzero


def material_sentences(state: State) -> Iterator[Message]:
    """Yield the sentences."""
    yield from _extent(state)
    yield from _interviews(state)
    yield from _readings(state)


def _extent(state: State) -> Iterator[Message]:
    characters = sum(document.length for document in state.documents.values())
    withdrawn = sum(person.withdrawn is not None for person in state.participants.values())
    yield message(
        "The material consists of {documents} ({characters}), with {participants}.",
        documents=plural("one document", "{n} documents", len(state.documents)),
        characters=plural("one character", "{n} characters", characters),
        participants=plural(
            "one participant", "{n} participants", len(state.participants) - withdrawn
        ),
    )
    if withdrawn:
        yield plural(
            "One more participant withdrew their consent. What was said has been erased and is in "
            "no figure here.",
            "Another {n} participants withdrew their consent. What was said has been erased and "
            "is in no figure here.",
            withdrawn,
        )


def _interviews(state: State) -> Iterator[Message]:
    documents = state.documents.values()
    conducted = Counter(state.author_names(document.interviewers) for document in documents)
    transcribed = Counter(state.author_names(document.transcribers) for document in documents)
    for names in dict.fromkeys([*conducted, *transcribed]):
        interviews = plural("one interview", "{n} interviews", conducted[names])
        recordings = plural("one recording", "{n} recordings", transcribed[names])
        if not names:  # of these documents nobody noted it
            continue
        if not transcribed[names]:
            yield message("{names} conducted {interviews}.", names=names, interviews=interviews)
        elif not conducted[names]:
            yield message("{names} transcribed {recordings}.", names=names, recordings=recordings)
        else:
            yield message(
                "{names} conducted {interviews} and transcribed {recordings}.",
                names=names,
                interviews=interviews,
                recordings=recordings,
            )


def _readings(state: State) -> Iterator[Message]:
    coded: dict[str, int] = {}
    for coding in state.codings.values():
        # One that was made elsewhere has the date of then: it may be older than its import.
        made = first_made(coding)
        coded[coding.document] = min(made, coded.get(coding.document, made))
    read = [document for document in state.documents.values() if document.readings]
    before = sum(
        document.id not in coded or _first_read(document) < coded[document.id] for document in read
    )
    yield from nonzero(
        plural(
            "Before its coding began, one document was read through in full.",
            "Before their coding began, {n} documents were read through in full.",
            before,
        ),
        plural(
            "After its coding had begun, one document was read through in full.",
            "After their coding had begun, {n} documents were read through in full.",
            len(read) - before,
        ),
    )


def _first_read(document: Document) -> int:
    """Return when a document was first read, in UTC milliseconds since 1970."""
    return min(provenance.milliseconds for provenance in document.readings)
