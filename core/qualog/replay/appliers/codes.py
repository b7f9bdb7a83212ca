"""What decisions do to the codebook."""

from itertools import zip_longest

from qualog.decisions import ERASED
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
from qualog.replay.appliers.applier import applies, present
from qualog.replay.appliers.registers import check, write
from qualog.state.codes import Code
from qualog.state.provenance import Provenance
from qualog.state.registers import CODE_DEFINITION, CODE_NAME, CODE_PLACE, CODE_STATUS, CODING_CODE
from qualog.state.state import State


@applies(CodeCreated)
def _code_created(state: State, decision: CodeCreated, made: Provenance) -> None:
    state.codebook.codes[decision.code] = Code(
        id=decision.code,
        name=decision.name,
        made=made,
        definition=decision.definition,
        include=decision.include,
        exclude=decision.exclude,
        examples=decision.examples,
        parent=decision.parent,
    )


@applies(CodeRenamed)
def _code_renamed(state: State, decision: CodeRenamed, made: Provenance) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    write(state, made, CODE_NAME, code.id, name=decision.name)


@applies(CodeDefined)
def _code_defined(state: State, decision: CodeDefined, made: Provenance) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    write(
        state,
        made,
        CODE_DEFINITION,
        code.id,
        definition=decision.definition,
        include=decision.include,
        exclude=decision.exclude,
        examples=decision.examples,
    )


@applies(CodeMoved)
def _code_moved(state: State, decision: CodeMoved, made: Provenance) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    write(state, made, CODE_PLACE, code.id, parent=decision.parent)


@applies(CodesMerged)
def _codes_merged(state: State, decision: CodesMerged, made: Provenance) -> None:
    codes = state.codebook.codes
    into = present(codes, decision.into, "code")
    sources = [present(codes, source, "code") for source in decision.sources]
    merged = {"status": "merged", "into": (into.id,)}
    for source in sources:
        check(state, CODE_STATUS, source.id, **merged)
    for source in sources:
        write(state, made, CODE_STATUS, source.id, **merged)


@applies(CodeSplit)
def _code_split(state: State, decision: CodeSplit, made: Provenance) -> None:
    codes = state.codebook.codes
    code = present(codes, decision.code, "code")
    # Erased names and definitions are missing; the codes are there all the same.
    parts = zip_longest(decision.into, decision.names, decision.definitions)
    for id_, name, definition in parts:
        codes[id_] = Code(id_, name or ERASED, made, definition or "", parent=code.parent)
    write(state, made, CODE_STATUS, code.id, status="split", into=decision.into)
    for coding, into in decision.recoded.items():
        if coding in state.every_coding:
            write(state, made, CODING_CODE, coding, code=into)


@applies(CodeRetired)
def _code_retired(state: State, decision: CodeRetired, made: Provenance) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    write(state, made, CODE_STATUS, code.id, status="retired", into=())


@applies(CodeRestored)
def _code_restored(state: State, decision: CodeRestored, made: Provenance) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    write(state, made, CODE_STATUS, code.id, status="live", into=())
