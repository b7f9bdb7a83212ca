"""Two programs that share no code find the same of a file, whatever was done to it."""

import random
import sqlite3
import subprocess
import sys
from collections import Counter

import attrs
import pytest
from tests.core.log.integrity.alterations import ALTERATIONS, Altered
from tests.core.log.integrity.files import by_qualog, by_the_other, opened_up
from tests.folders import ROOT

from qualog.decisions import known_kinds, sealed_fields

SEEDS = 1000

SOUND = {
    "a_receipt",
    "another_body",
    "another_form",
    "another_sealed_part",
    "another_witness",
    "cut_and_sign_as_the_owner",
    "replaced_words",
    "stray_row",
}
"""Alterations some of which leave a sound study: another one, that a copy's owner could make."""


def altered(whole, seed, path):
    """Write a file that was altered as a seed says; return how, and whether anything changed."""
    chance = random.Random(seed)
    alter = ALTERATIONS[seed % len(ALTERATIONS)]
    path.write_bytes(whole.path.read_bytes())
    with opened_up(path) as database:
        before = list(database.iterdump())
        try:
            alter(Altered(database, chance, whole.keys))
        except sqlite3.IntegrityError:  # that cannot be kept
            database.rollback()
        changed = list(database.iterdump()) != before
    return alter.__name__, changed


def test_both_find_the_whole_study_sound(whole, verify_log):
    assert by_qualog(whole.path)
    assert by_the_other(whole.path, verify_log)


def test_both_find_the_same_of_a_thousand_alterations(whole, verify_log, tmp_path):
    path = tmp_path / "altered.qualog"
    differ, caught, left = [], Counter(), Counter()
    for seed in range(SEEDS):
        how, changed = altered(whole, seed, path)
        sound = by_qualog(path)
        if sound is not by_the_other(path, verify_log):
            differ.append((seed, how, sound))
        caught[changed, how] += changed and not sound
        left[changed, how] += changed and sound
    assert differ == []
    assert sum(caught.values()) > 0.8 * SEEDS
    # What nobody but an owner could do to the end of a chain is what they decided, and no more.
    assert {how for _, how in +left} <= SOUND


@pytest.mark.parametrize("seed", [0, 5, 25])
def test_the_other_runs_as_a_program_of_its_own(whole, tmp_path, seed):
    """With nothing of Qualog to import."""
    path = tmp_path / "altered.qualog"
    altered(whole, seed, path)
    for file, code in ((whole.path, 0), (path, 1)):
        program = ROOT / "docs" / "reference" / "verify_log.py"
        ran = subprocess.run(
            [sys.executable, "-P", str(program), str(file)], capture_output=True, text=True
        )
        assert (ran.returncode, ran.stderr) == (code, "")
        assert ("verified; heads " in ran.stdout) is (code == 0)


def test_the_copies_that_somebody_names_are_those_that_are_there(whole, stranger):
    _, shown = stranger(whole.path)
    letters = [line.split("copy ")[1].split(",")[0] for line in shown.splitlines()[:2]]
    assert stranger(whole.path, "--copy", *letters)[0] == 0
    code, answer = stranger(whole.path, "--copy", letters[0].lower().replace(" ", "-"))
    assert code == 1
    assert f"the copy {letters[1]} is not among those that you named" in answer
    code, answer = stranger(whole.path, "--copy", *letters, "0000-0000-0000-0000-0000")
    assert code == 1
    assert "there is no copy 0000" in answer


def test_the_other_knows_the_fields_of_each_kind(verify_log):
    """Its table is written by hand; so a kind that is new, or has other fields, is missed here."""
    known = {}
    for kind, cls in known_kinds().items():
        if cls.__module__.startswith("qualog.decisions."):
            sealed = sealed_fields(cls)
            body = [field for field in attrs.fields(cls) if field.name not in sealed]
            must = {field.name for field in body if not field.metadata.get("later")}
            known[kind] = (cls.version, must, {field.name for field in body}, set(sealed))
    assert known == verify_log.FIELDS
