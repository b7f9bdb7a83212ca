"""What a REFI-QDA file can keep of a study, so that two studies can be compared; and files."""

import zipfile
from collections import Counter
from pathlib import Path

from qualog.options import read_options
from qualog.project.project import Project
from qualog_plugins.exporters.refi.qdpx import Qdpx
from qualog_plugins.importers.refi.importer import RefiQda

SPACE = 'xmlns="urn:QDA-XML:project:1.0"'


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def qdpx(path, inner, origin="Some Program 1", qde="project.qde", attributes="", **sources):
    """Write a project; `inner` is what is between its tags, `sources` are files by stem."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            qde, f'<Project {SPACE} name="P" origin="{origin}" {attributes}>{inner}</Project>'
        )
        for stem, text in sources.items():
            data = text if isinstance(text, bytes) else text.encode()
            package.writestr(f"Sources/{stem}.txt", data)
    return path


def read(path, **options):
    chosen = read_options(
        RefiQda.options, {key: str(value) for key, value in options.items()}, owner="refi-qda"
    )
    return RefiQda().read(Path(path), chosen)


def back(project, folder, moment=None):
    """Export a study and import it into another; return that, and what was read for it."""
    target = folder / "out.qdpx"
    Qdpx().write(project.at(moment), target, Qdpx.options())
    material = read(target)
    other = Project.create(folder / "other.qualog", "Other", ["Importer"])
    other.imports.import_(material, importer="refi-qda")
    return other, material


def kept(state):
    """Return what is to be the same after a round trip."""
    book = state.codebook
    used = {book.resolve(each.code) for each in state.codings.values()}
    codes = [code for code in book.codes.values() if code.is_live or code.id in used]
    names = {id_: document.name for id_, document in state.documents.items()}

    def coded(coding):
        return (
            names[coding.document],
            coding.start,
            coding.end,
            coding.region,
            book.path(book.resolve(coding.code)),
            state.author_names(coding.made.authors),
            coding.made.milliseconds if coding.dated is None else coding.dated,
        )

    def about(memo):
        if memo.about in state.memos:
            return about(state.memos[memo.about])
        for kind, things, name in (
            ("code", book.codes, lambda code: book.path(book.resolve(code.id))),
            ("document", state.documents, lambda document: document.name),
            ("coding", state.codings, coded),
            ("theme", state.themes, lambda theme: theme.name),
            ("participant", state.participants, lambda participant: participant.pseudonym),
        ):
            if memo.about in things:
                return kind, name(things[memo.about]), memo.start, memo.end
        return memo.about

    values = {
        (about_name(state, value.about), state.attributes[value.attribute].name): state.attributes[
            value.attribute
        ].read(value.value)
        for value in state.values.values()
        if value.value is not None
    }
    return {
        "documents": {
            document.name: (state.text(id_), document.media)
            for id_, document in state.documents.items()
        },
        "codes": {
            book.path(code.id): (code.definition, code.include, code.exclude, code.examples)
            for code in codes
        },
        "codings": Counter(coded(coding) for coding in state.codings.values()),
        "memos": Counter(
            (about(memo), memo.text, state.author_names(memo.made.authors))
            for memo in state.memos.values()
        ),
        "participants": {
            participant.pseudonym: {
                document.name: passages
                for document in state.documents.values()
                if (passages := document.passages_of({id_}))
            }
            for id_, participant in state.participants.items()
            if not participant.withdrawn
        },
        "attributes": {attribute.name: attribute.type for attribute in state.attributes.values()},
        "values": values,
        "themes": {
            theme.name: (
                theme.definition,
                next(
                    (
                        above.name
                        for above in state.themes.values()
                        if above.id == theme.parent and not above.retired
                    ),
                    None,
                ),
                {book.path(book.resolve(code)) for code in theme.codes},
            )
            for theme in state.themes.values()
            if not theme.retired
        },
    }


def about_name(state, id_):
    found = state.participants.get(id_)
    return found.pseudonym if found else state.documents[id_].name
