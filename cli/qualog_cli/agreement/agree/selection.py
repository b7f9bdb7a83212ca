"""What is asked to be compared, found in the study; or why there is nothing to compare."""

from collections.abc import Sequence

from attrs import frozen

from qualog.errors import BadInput, NotAllowed
from qualog.project.project import Project
from qualog.reliability.agreement import GroupBy
from qualog.reliability.independence import independence
from qualog.reliability.selection import CodedStudy, coded_documents, judges_of
from qualog.state import Round, State
from qualog.text.units import Unit
from qualog.views.study import Study


@frozen
class Comparison:
    """What is compared: a study at its moment, and ids; none of a kind for all.

    `moment` is as of when, in words, empty for now; `independent` is whether the log proves
    that no coder of the round had seen the others' codings.
    """

    study: Study
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    codes: tuple[str, ...]
    round: Round | None
    moment: str
    independent: bool


def comparison(
    project: Project,
    at: str | None,
    round_: str | None,
    coders: Sequence[str],
    documents: Sequence[str],
    codes: Sequence[str],
    where: str | None = None,
) -> Comparison:
    """Find what a person names; in a round, its coders and documents where none are named.

    Raises:
        NotFound, Ambiguous: something that is named is not there, or could be several.
        NotAllowed: the round is blind and open.
        BadInput: only one coder, or who or what is not in the round.
    """
    study = project.at(at)
    moment = "" if at is None else study.moment.label
    found = None
    if round_ is not None:
        found = study.find.round(round_)
        found = _seen(project.state.rounds[found.id])
        if at is None and found.closed is not None:
            study = project.at(found.closed.decision)
            moment = f"the close of the round “{found.name}”"
    if where is not None:
        study = study.narrowed(where)
    state = study.state
    who = [study.find.author(each).id for each in coders]
    which_documents = [study.find.document(each).id for each in documents]
    which = [study.find.code(each).id for each in codes]
    if who and len(set(who)) < 2:
        raise BadInput(
            f"Only {state.author_names(who[:1])} is named, and agreement is between coders: name "
            "one more, or none to compare all."
        )
    if found is not None:
        _inside(found, state, who, which_documents)
        who = who or [each for each in found.coders if each in state.authors]
        which_documents = which_documents or [
            each for each in found.documents if each in state.documents
        ]
    return Comparison(
        study=study,
        coders=tuple(who),
        documents=tuple(which_documents),
        codes=tuple(which),
        round=found,
        moment=moment,
        independent=found is not None
        and independence(project.log.store, project.state, found).holds,
    )


def gathered(
    compared: Comparison, unit: Unit, by: GroupBy, *, discussed: bool = False
) -> CodedStudy:
    """Gather the codings that are compared; as they are after the discussions, if that is asked.

    Raises:
        BadInput: there is nothing in what was named to compare; the message says why.
    """
    state = compared.study.state
    coded = coded_documents(
        state,
        documents=compared.documents or None,
        coders=compared.coders or None,
        codes=compared.codes or None,
        unit=unit,
        themes=by == "theme",
        discussed=discussed,
    )
    if not coded.documents:
        if compared.coders or compared.documents:
            raise BadInput(_why_nothing(compared))
        return coded
    if len(coded.left_out.without_units) == len(coded.documents):
        id_, reason = coded.left_out.without_units[0]
        raise BadInput(
            f"There is no {unit} to compare coders on: of {state.documents[id_].name}, {reason}."
        )
    if unused := _unused(state, coded, compared.codes):
        raise BadInput(
            f"Nobody gave the code {unused} alone in the documents that are compared, so there "
            "is nothing to agree on. See 'qualog codings'."
        )
    return coded


def _seen(found: Round) -> Round:
    if found.hides:
        raise NotAllowed(
            f"The round “{found.name}” is blind and still open: its agreement would tell what "
            "others coded. Close it first, when all have coded: qualog round close."
        )
    return found


def _inside(found: Round, state: State, coders: Sequence[str], documents: Sequence[str]) -> None:
    outside = [state.author_names([each]) for each in coders if each not in found.coders]
    outside += [state.documents[each].name for each in documents if each not in found.documents]
    if outside:
        raise BadInput(f"Not in the round “{found.name}”: {', '.join(outside)}.")


def _unused(state: State, coded: CodedStudy, codes: Sequence[str]) -> str:
    """Give the names of those of the codes that nobody gave where coders are compared."""
    coders = {each.id for each in coded.coders}
    used = {
        state.codebook.resolve(coding.code)
        for coding in state.codings.values()
        if coding.document in coded.document_ids
        and len(coding.made.authors) == 1
        and coders.issuperset(coding.made.authors)
    }
    unused = {state.codebook.resolve(code) for code in codes} - used
    return ", ".join(sorted(f"“{state.codebook.name(code)}”" for code in unused))


def _why_nothing(compared: Comparison) -> str:
    """Say that no document was judged by two of the coders, and who judged which."""
    state = compared.study.state
    judges = judges_of(state)
    where = [id_ for id_ in compared.documents or state.documents if id_ in judges]
    there = dict.fromkeys(each for id_ in where for each in state.authors if each in judges[id_])
    told = []
    for author in compared.coders or there:
        judged = [state.documents[id_].name for id_ in where if author in judges[id_]]
        told.append(f"{state.author_names([author])} coded {', '.join(judged) or 'nothing'} alone")
    which = "none of these documents" if compared.documents else "no document"
    who = state.author_names(compared.coders) if compared.coders else "two authors"
    two_of = "two of " if len(compared.coders) > 2 else ""
    hidden = "".join(f" {each}" for each in compared.study.hidden)
    return (
        f"There is nothing to compare: {which} was coded by {two_of}{who}, each alone. "
        f"{'; '.join(told) or 'Nobody coded anything there alone'}.{hidden}"
    )
