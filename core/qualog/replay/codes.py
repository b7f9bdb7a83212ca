"""What decisions do to the codebook."""

from itertools import zip_longest

from attrs import evolve

from qualog.decisions import (
    ERASED,
    CodeCreated,
    CodeDefined,
    CodeMoved,
    CodeRenamed,
    CodeRestored,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.replay.effects import NoEffect, effect_of, present
from qualog.state.codes import Code
from qualog.state.made import Made
from qualog.state.state import State


@effect_of(CodeCreated)
def _code_created(state: State, decision: CodeCreated, made: Made) -> None:
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


@effect_of(CodeRenamed)
def _code_renamed(state: State, decision: CodeRenamed, made: Made) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    state.codebook.codes[code.id] = evolve(code, name=decision.name)


@effect_of(CodeDefined)
def _code_defined(state: State, decision: CodeDefined, made: Made) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    state.codebook.codes[code.id] = evolve(
        code,
        definition=decision.definition,
        include=decision.include,
        exclude=decision.exclude,
        examples=decision.examples,
    )


@effect_of(CodeMoved)
def _code_moved(state: State, decision: CodeMoved, made: Made) -> None:
    codes = state.codebook.codes
    code = present(codes, decision.code, "code")
    above = decision.parent
    while above is not None:
        if above == code.id:
            raise NoEffect(f"the code {code.name} would come under itself")
        above = present(codes, above, "code").parent
    codes[code.id] = evolve(code, parent=decision.parent)


@effect_of(CodesMerged)
def _codes_merged(state: State, decision: CodesMerged, made: Made) -> None:
    codes = state.codebook.codes
    into = present(codes, decision.into, "code")
    sources = [present(codes, each, "code") for each in decision.sources]
    if state.codebook.resolve(into.id) in decision.sources:
        raise NoEffect(f"the code {into.name} would be merged into itself")
    for source in sources:
        codes[source.id] = evolve(source, status="merged", into=(into.id,))


@effect_of(CodeSplit)
def _code_split(state: State, decision: CodeSplit, made: Made) -> None:
    codes = state.codebook.codes
    code = present(codes, decision.code, "code")
    told = zip_longest(decision.into, decision.names, decision.definitions)
    for id_, name, definition in told:
        codes[id_] = Code(id_, name or ERASED, made, definition or "", parent=code.parent)
    codes[code.id] = evolve(code, status="split", into=decision.into)
    for coding, into in decision.recoded.items():
        if coding in state.every_coding:
            state.every_coding[coding] = state.every_coding[coding]._replace(code=into)


@effect_of(CodeRetired)
def _code_retired(state: State, decision: CodeRetired, made: Made) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    state.codebook.codes[code.id] = evolve(code, status="retired")


@effect_of(CodeRestored)
def _code_restored(state: State, decision: CodeRestored, made: Made) -> None:
    code = present(state.codebook.codes, decision.code, "code")
    state.codebook.codes[code.id] = evolve(code, status="live", into=())
