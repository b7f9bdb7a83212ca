"""Checkpoints as signed notes: what is signed, and that a note comes back as it was."""

import hashlib

import pytest
from tests.core.log.logs import A, B

from qualog.errors import LogError
from qualog.log.integrity.checkpoint import (
    Checkpoint,
    key_id,
    note,
    notes,
    origin,
    read_notes,
    signed_text,
)

PROJECT = "0f" * 8
NAME = f"qualog/{PROJECT}/{A}"
ONE = Checkpoint(A, 12, bytes(range(32)), b"k" * 32, b"s" * 64)
TWO = Checkpoint(B, 3, bytes(32), b"l" * 32, b"t" * 64)


def test_what_is_signed_is_three_lines():
    assert origin(PROJECT, A) == NAME
    assert signed_text(NAME, 12, b"\0\1\2") == f"{NAME}\n12\nAAEC\n".encode()


def test_a_key_is_named_by_the_hash_of_what_it_signs_and_itself():
    wanted = hashlib.sha256(NAME.encode() + b"\n\1" + ONE.key).digest()[:4]
    assert key_id(NAME, ONE.key) == wanted


def test_a_note_is_text_signature_and_the_key_that_checks_it():
    text, signature, verifier = (
        note(ONE, NAME).split("\n\n")[0],
        *note(ONE, NAME).split("\n")[-3:-1],
    )
    assert text + "\n" == signed_text(NAME, 12, ONE.root).decode()
    assert signature.startswith(f"— {NAME} ")
    assert verifier.startswith(f"{NAME}+{key_id(NAME, ONE.key).hex()}+")


def test_notes_come_back_as_they_were():
    text = notes([(ONE, NAME), (TWO, origin(PROJECT, B))])
    assert read_notes(text, PROJECT) == [ONE, TWO]
    assert read_notes(f"\n{text}\n\n", PROJECT) == [ONE, TWO]


@pytest.mark.parametrize(
    ("change", "number"),
    [
        (lambda text: "", 1),
        (lambda text: text[:-20], 2),
        (lambda text: text.replace("\n12\n", "\n-12\n"), 1),
        (lambda text: text.replace("— ", "- ", 1), 1),
        (lambda text: text.replace("\n3\n", "\n" + "9" * 19 + "\n"), 2),
        (lambda text: text + "more", 2),
    ],
)
def test_what_is_not_a_note_is_named_by_its_number(change, number):
    text = notes([(ONE, NAME), (TWO, origin(PROJECT, B))])
    with pytest.raises(LogError, match=f"Checkpoint {number} in the file cannot be read"):
        read_notes(change(text), PROJECT)


def test_another_projects_note_is_refused():
    text = notes([(ONE, NAME), (TWO, origin("1f" * 8, B))])
    with pytest.raises(LogError, match="Checkpoint 2 in the file belongs to another project"):
        read_notes(text, PROJECT)
