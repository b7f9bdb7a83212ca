"""How what people read is written: whole sentences with places for values, in plain English.

docs/reference/glossary.md has the terms; see also qualog.language.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from string import Formatter

import pytest
from tests.folders import ROOT
from tests.sources import Source, sources

TEMPLATES = {"message": 1, "plural": 2, "NoEffect": 1}
"""How many of the first arguments are templates; of an error, one is."""

PRINTERS = {"say", "warn", "say_error", "say_decided", "confirm"}
"""What prints for a person; no other function of the command line does (`shared/output.py`)."""

NO_VALUES = {"on"}
"""Keywords of these calls that are not values for places."""

AVOIDED = {
    r"(?<!there )\bis no\b(?! longer)": "is not a",
    r"\bthere is:": "The codes are:",
    r"\banew\b": "again",
    r"\bto its end\b": "in full",
    r"(^|[.:;] )say (who|which|what|where|whose|how)\b": "a question, or an imperative",
    r"\bnothing was (taken in|decided)\b": "Nothing was imported, Nothing was changed",
    r"\b(is|are|was|were) told\b": "is shown, is named, is distinguished",
}
"""English that a native would not write, as a pattern, and what to write instead."""


def test_what_people_read_is_not_glued_together():
    nothing_at(
        place(source, call, ast.unparse(node))
        for source in sources()
        for call in calls(source, TEMPLATES.keys() | errors() | PRINTERS)
        for node in glued(call)
    )


def test_every_place_in_a_template_has_its_value_and_every_value_its_place():
    nothing_at(
        place(source, call, fault)
        for source in sources()
        for call in calls(source, TEMPLATES.keys() | errors())
        for fault in faults_of_places(call)
    )


def test_docstrings_say_what_is_returned():
    nothing_at(
        place(source, node, docstring.splitlines()[0])
        for source in sources()
        for node, docstring in docstrings(source)
        if re.match(r"(Give|Say|Tell)s?\b", docstring)
    )


def test_no_variable_is_called_told():
    nothing_at(
        place(source, node, "told")
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name | ast.arg)
        and (node.id if isinstance(node, ast.Name) else node.arg) == "told"
        and not isinstance(getattr(node, "ctx", None), ast.Load)
    )


def test_one_word_for_one_thing_and_plain_english():
    nothing_at(
        place(source, node, f"{phrase}: {instead}")
        for source in sources()
        for node in read_by_people(source)
        for phrase, instead in avoided(node.value)
    )


@pytest.mark.parametrize(
    "written",
    [
        'BadInput(f"{path} is empty.")',
        'BadInput("%s is empty." % path)',
        'BadInput("{path} is empty.".format(path=path))',
        'click.echo("There are " + names)',
        'message("{names} are there", names=listing(f"the {name}" for name in found))',
    ],
)
def test_what_is_glued_is_found(written):
    assert list(glued(call_in(written)))


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('BadInput("{path} is empty.", file=path)', "no value for the place {path}"),
        ('NotFound("There is no code.", name=name)', "no place for the value name"),
        ('message("{0} is empty", path=path)', "the place {0} is not a plain name"),
        ('message("{} is empty", path=path)', "the place {} is not a plain name"),
        ('message("{x:.2f}", x=value)', "the place {x} is not a plain name"),
        ('message("{x.name}", x=value)', "the place {x.name} is not a plain name"),
        (
            'plural("a code in {file}", "{n} codes", count, file=file)',
            "no place for the value file",
        ),
    ],
)
def test_a_place_without_its_value_is_found(written, fault):
    assert fault in list(faults_of_places(call_in(written)))


@pytest.mark.parametrize(
    "written",
    [
        'BadInput("{path} is empty.", path=path)',
        'NoEffect("{code} is gone", on=(field, about), code=code)',
        'plural("a code", "{n} codes in {file}", count, file=file)',
        'message("{level} % are sure", level=f"{level:g}")',
        'message("{span} lies outside {document}", span=f"{start}:{end}", document=name)',
        "message(\"Such as {'a': 1}\")",
    ],
)
def test_whole_sentences_with_their_values_pass(written):
    call = call_in(written)
    assert [*glued(call), *faults_of_places(call)] == []


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("It is no file.", False),
        ("There is no file.", True),
        ("It is no longer used.", True),
        ("Taken in: 3", False),
        ("Say who\ndecides", False),
        ("The edges of a coding", False),
    ],
)
def test_words_to_avoid_are_found(text, passes):
    assert (not list(avoided(text))) == passes


def call_in(written: str) -> ast.Call:
    return ast.parse(written, mode="eval").body


def nothing_at(places: Iterable[str]) -> None:
    found = sorted(set(places))
    assert not found, f"at {len(found)} places:\n" + "\n".join(found)


def place(source: Source, node: ast.AST, what: str) -> str:
    return f"{source.path}:{node.lineno}: {what}"


def name_of(call: ast.Call) -> str:
    """Return the name of what is called, without what it is an attribute of."""
    return getattr(call.func, "id", None) or getattr(call.func, "attr", "")


def calls(source: Source, names: Iterable[str]) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and name_of(node) in names:
            yield node


@cache
def errors() -> set[str]:
    """Return the names of QualogError and of all its subclasses."""
    bases = {
        node.name: {getattr(base, "id", "") for base in node.bases}
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"QualogError"}
    while more := {name for name in bases.keys() - found if bases[name] & found}:
        found |= more
    return found


def glued(call: ast.Call) -> Iterator[ast.expr]:
    """Yield what is put together in the arguments of a call.

    An f-string without a letter, such as `f"{start}:{end}"`, may be the value of a place; and a
    line that is printed may be indented.
    """
    for argument in call.args:
        for node in filter(is_glued, ast.walk(argument)):
            indents = isinstance(node, ast.JoinedStr) and not has_letters(node)
            if not (indents and name_of(call) in PRINTERS):
                yield node
    for keyword in call.keywords:
        nodes = list(ast.walk(keyword.value))
        formats = [node.format_spec for node in nodes if isinstance(node, ast.FormattedValue)]
        for node in nodes:
            if isinstance(node, ast.JoinedStr) and (node in formats or not has_letters(node)):
                continue
            if is_glued(node):
                yield node


def is_glued(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return is_text(left) or is_text(right)
        case ast.BinOp(op=ast.Mod(), left=left):
            return is_text(left)
        case ast.Call(func=ast.Attribute(attr="format")):
            return True
    return False


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def has_letters(node: ast.JoinedStr) -> bool:
    texts = (part.value for part in node.values if isinstance(part, ast.Constant))
    return any(character.isalpha() for text in texts for character in text)


def templates(call: ast.Call) -> list[str]:
    """Return the templates of a call that are literals."""
    arguments = call.args[: TEMPLATES.get(name_of(call), 1)]
    return [each.value for each in arguments if is_text(each) and isinstance(each, ast.Constant)]


def faults_of_places(call: ast.Call) -> Iterator[str]:
    texts = templates(call)
    names = {keyword.arg for keyword in call.keywords} - NO_VALUES
    counts = name_of(call) == "plural"
    if not texts or None in names or not (names or counts):
        return  # the values are not named here; or there are none, and braces are only braces
    fields = [set(Formatter().parse(text)) for text in texts]
    for _, name, format_, conversion in set().union(*fields):
        if name is not None and (not name.isidentifier() or format_ or conversion):
            yield f"the place {{{name}}} is not a plain name"
    places = [{name for _, name, *_ in of_text if name is not None} for of_text in fields]
    allowed = names | {"n"} if counts else names
    for missing in sorted(set().union(*places) - allowed):
        yield f"no value for the place {{{missing}}}"
    for unused in sorted(names - places[-1]):
        yield f"no place for the value {unused}"


def docstrings(source: Source) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node)
            if docstring and not node.name.startswith("_"):
                yield node, docstring


def read_by_people(source: Source) -> Iterator[ast.Constant]:
    """Yield the literals that people read: templates, help texts, and what plugins say they do."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Call():
                if name_of(node) in TEMPLATES.keys() | errors() | PRINTERS:
                    yield from filter(is_literal, node.args)
                for keyword in node.keywords:
                    if keyword.arg in ("help", "short_help", "epilog"):
                        yield from filter(is_literal, ast.walk(keyword.value))
            case ast.Assign(targets=[ast.Name("summary")], value=value):
                yield from filter(is_literal, [value])
            case ast.AnnAssign(target=ast.Name("summary"), value=value):
                yield from filter(is_literal, [value])
            case ast.FunctionDef(decorator_list=decorators) if any(map(is_command, decorators)):
                yield from filter(is_literal, [getattr(node.body[0], "value", None)])


def is_literal(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and name_of(decorator) in ("command", "group")


def avoided(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is to be avoided in a text, with words around it, and what to write instead."""
    text = " ".join(text.split())
    for pattern, instead in (AVOIDED | refused_by_the_glossary()).items():
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield f"“{text[max(0, found.start() - 20) : found.end() + 20]}”", instead


@cache
def refused_by_the_glossary() -> dict[str, str]:
    """Return a pattern for each phrase that the glossary has in code in its column *not*."""
    glossary = (ROOT / "docs" / "reference" / "glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \|.*\|([^|]+)\|$", glossary, re.MULTILINE)
    return {
        rf"\b{re.escape(phrase)}\b": term
        for term, avoided in rows
        for phrase in re.findall(r"`([^`]+)`", avoided)
    }
