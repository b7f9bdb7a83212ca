"""What was decided of a shared matter, in words."""

from typing import TYPE_CHECKING, Any

from qualog.decisions.discussions import Holding, Outcome
from qualog.state.naming_tmp import Names
from qualog.state.registers import Write
from qualog.text.reanchoring import changes

if TYPE_CHECKING:
    from qualog.state.state import State

_LONG = 300


def saying(state: "State", matter: str, about: str, write: Write, *, again: bool = False) -> str:
    """Say who decided what: "Ingrid called the code “trust”"; `again` says "it" for the thing."""
    n = Names(state)
    it = "it" if again else _thing(n, matter, about)
    return f"{state.author_names(write.made.authors)} {_deed(n, it, matter, about, write.value)}"


def _deed(n: Names, it: str, matter: str, about: str, value: dict[str, Any]) -> str:
    match matter, value:
        case _, {"name": name}:
            return f"called {it} “{name}”"
        case "attribute-value", {"value": None}:
            return f"took away {it}"
        case "attribute-value", {"value": value}:
            return f"noted that {it} is “{_cut(value)}”"
        case "participant-name", {"pseudonym": pseudonym}:
            return f"gave {it} the pseudonym “{pseudonym}”"
        case "study-aim", {"aim": aim}:
            return f"described {it}: “{_cut(aim)}”"
        case "code-definition" | "theme-definition", _:
            return f"defined {it} {_definition(**value)}"
        case "code-place", {"parent": parent}:
            return f"moved {it} " + (f"under {n.code(parent)}" if parent else "to the top")
        case "theme-place", {"parent": parent}:
            return f"moved {it} " + (f"under {n.theme(parent)}" if parent else "to the top")
        case "code-status", {"status": "live"}:
            return f"restored {it}"
        case "code-status", {"status": "retired"}:
            return f"retired {it}"
        case "code-status", {"status": status, "into": into}:
            return f"{status} {it} into {' and '.join(map(n.code, into))}"
        case "theme-status", {"retired": retired}:
            return f"{'retired' if retired else 'restored'} {it}"
        case "interview", {"interviewers": who, "held_on": day}:
            return f"noted that {n.state.author_names(who)} held {it}{_on(day)}"
        case "transcription", {"transcribers": who, "transcribed_on": day}:
            return f"noted that {n.state.author_names(who)} transcribed {it}{_on(day)}"
        case "memo-text", {"text": text}:
            return f"put {it} as “{_cut(text)}”"
        case "link-status", {"status": status}:
            return f"{status} {it}"
        case "discussion-outcome", {"outcome": None}:
            return f"reopened {it}"
        case "discussion-outcome", _:
            told = {name: each for name, each in value.items() if name != "revision"}
            return f"settled {it} {ending(n, **told)}"
        case "coding-code", {"code": code}:
            return f"gave {it} the code {n.code(code)}"
        case "coding-edges", {"start": start, "end": end, "revision": revision}:
            coding = n.state.every_coding.get(about)
            document = coding.document if coding else ""
            return f"set {it} to {n.passage(document, start, end, revision)}"
        case "document-text", {"revision": revision}:
            return f"corrected the text of {it}{_places(n, about, revision)}"
        case _:
            return f"decided on {it}"


def _thing(n: Names, matter: str, about: str) -> str:
    match matter:
        case (
            "code-name"
            | "theme-name"
            | "document-name"
            | "author-name"
            | "attribute-name"
            | "study-name"
        ):
            return f"the {matter.removesuffix('-name')}"
        case "participant-name":
            return "the participant"
        case "memo-text":
            return "a memo"
        case "attribute-value":
            owner, attribute = about.split()
            return f"{n.attribute(attribute)} of {n.anything(owner)}"
        case "link-status":
            return f"the tie of {n.link(about)}"
        case "coding-edges":
            coding = n.state.every_coding.get(about)
            return f"a passage of {n.code(coding.code)}" if coding else f"the coding {about}"
        case _:
            return n.anything(about or None)


def _definition(
    definition: str, include: str = "", exclude: str = "", examples: tuple[str, ...] = ()
) -> str:
    told = [f"as “{_cut(definition)}”" if definition else "without a definition"]
    if include:
        told.append(f"to be given for “{_cut(include)}”")
    if exclude:
        told.append(f"not for “{_cut(exclude)}”")
    if examples:
        told.append("such as " + ", ".join(f"“{_cut(each)}”" for each in examples))
    return ", ".join(told)


def ending(
    n: Names,
    outcome: Outcome,
    holds: tuple[Holding, ...],
    coder: str | None,
    redefined: str | None,
) -> str:
    """Say how a discussion ended: "with both sides: “trust” and “power” hold"."""
    told = {
        "one-side": f"with the side of {n.author(coder or '')}",
        "both": "with all sides",
        "new-coding": "with a new coding",
        "changed-definition": f"by redefining {n.code(redefined or '')}",
    }[outcome]
    codebook = n.state.codebook
    held = {codebook.resolve(each.code) for each in holds}
    codes = [n.code(id_) for id_ in codebook.codes if id_ in held]
    return f"{told}: {' and '.join(codes) or 'no code'} {'hold' if len(codes) > 1 else 'holds'}"


def _places(n: Names, document: str, revision: str | None) -> str:
    """Say in how many places a text was corrected."""
    found = n.state.documents.get(document)
    made = found.revision_called(revision) if found else None
    if made is None or made.id is None:
        return ""
    places = changes(made.blocks)
    return f" in {places} place{'s' if places != 1 else ''}"


def _on(day: str | None) -> str:
    return f" on {day}" if day else ""


def _cut(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= _LONG else f"{told[: _LONG - 1]}…"
