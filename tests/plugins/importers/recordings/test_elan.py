"""ELAN: utterances with times, and annotations as codings."""

import csv

import pytest
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.seen import coded, left_behind

from qualog.errors import BadInput
from qualog.testing.samples import check_material
from qualog_plugins.importers.recordings.elan import Elan

EAF = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT><TIME_ORDER>
<TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="1000"/><TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE="2500"/>
<TIME_SLOT TIME_SLOT_ID="t3" TIME_VALUE="500"/><TIME_SLOT TIME_SLOT_ID="t4"/></TIME_ORDER>
<TIER TIER_ID="A" PARTICIPANT="Åsa" LINGUISTIC_TYPE_REF="said"><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="t1" TIME_SLOT_REF2="t2">
<ANNOTATION_VALUE>Hej  😀</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="Bo" LINGUISTIC_TYPE_REF="said"><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="t3" TIME_SLOT_REF2="t4">
<ANNOTATION_VALUE>Ja?</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="t2" TIME_SLOT_REF2="t2">
<ANNOTATION_VALUE/></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="mood@A" PARENT_REF="A" ANNOTATOR="Per" LINGUISTIC_TYPE_REF="mood"><ANNOTATION>
<REF_ANNOTATION ANNOTATION_ID="b1" ANNOTATION_REF="a1"><ANNOTATION_VALUE>glad</ANNOTATION_VALUE>
</REF_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="sure@A" PARENT_REF="mood@A" LINGUISTIC_TYPE_REF="mood"><ANNOTATION>
<REF_ANNOTATION ANNOTATION_ID="c1" ANNOTATION_REF="b1"><ANNOTATION_VALUE>very</ANNOTATION_VALUE>
</REF_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="english" PARENT_REF="A" LINGUISTIC_TYPE_REF="free"><ANNOTATION>
<REF_ANNOTATION ANNOTATION_ID="d1" ANNOTATION_REF="a1"><ANNOTATION_VALUE>Hi</ANNOTATION_VALUE>
</REF_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="words" PARENT_REF="A" LINGUISTIC_TYPE_REF="words"><ANNOTATION>
<REF_ANNOTATION ANNOTATION_ID="e1" ANNOTATION_REF="a1"><ANNOTATION_VALUE>Hej</ANNOTATION_VALUE>
</REF_ANNOTATION></ANNOTATION></TIER>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="said"/>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="mood" CONSTRAINTS="Symbolic_Association"
 CONTROLLED_VOCABULARY_REF="moods"/>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="free" CONSTRAINTS="Symbolic_Association"/>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="words" CONSTRAINTS="Symbolic_Subdivision"/>
</ANNOTATION_DOCUMENT>"""


@pytest.fixture
def read(tmp_path):
    def read(text: str, **options):
        path = tmp_path / "talk.eaf"
        path.write_text(text, "utf-8")
        return read_file(Elan(), path, **options)

    return read


@pytest.mark.shared
def test_a_real_file(shared):
    folder = shared / "interop" / "elan"
    material = read_file(Elan(), folder / "example_basic.eaf", join=False)
    with (folder / "example_basic.expected.csv").open(encoding="utf-8") as file:
        expected = sorted(
            (row["speaker_id"], int(row["segment_onset"]), row["transcription"].strip())
            for row in csv.DictReader(file)
        )
    found = sorted((who, round(1000 * times[0]), words) for who, words, times in heard(material))
    assert [(who, words) for who, _, words in found] == [(who, words) for who, _, words in expected]
    assert all(  # the table was made of times in seconds, and rounds them down
        0 <= ours - theirs <= 1
        for (_, ours, _), (_, theirs, _) in zip(found, expected, strict=True)
    )
    assert len(heard(material)) + len(material.codings) == 712
    assert {code.parent for code in material.codes} == {None, "lex", "xds", "mwu"}
    times = [turn.time for turn in material.documents[0].turns]
    assert times == sorted(times)
    check_material(material)
    joined = read_file(Elan(), folder / "example_basic.eaf")
    assert len(heard(joined)) == 221
    assert coded(joined) == coded(material)


def test_tiers_become_speakers_codings_and_memos(read):
    material = read(EAF)
    assert heard(material) == [("Bo", "Ja?", (0.5, None)), ("Åsa", "Hej 😀", (1.0, 2.5))]
    assert coded(material) == [("mood: glad", "Hej 😀", ""), ("sure: very", "Hej 😀", "")]
    assert [each.author for each in material.codings] == ["Per", None]
    assert [memo.text for memo in material.memos] == ["english: Hi"]
    assert left_behind(material) == (
        "utterances without words: 1",
        "annotations of the tier “words”: 1",
    )


def test_the_tiers_that_are_said_can_be_named(read):
    assert heard(read(EAF, tiers="Bo")) == [("Bo", "Ja?", (0.5, None))]
    with pytest.raises(BadInput, match=r"no tier “C”.*A; Bo; mood@A"):
        read(EAF, tiers="C")


HOSTILE = {
    "halved": EAF[:700],
    "entities": EAF.replace(
        "<ANNOTATION_DOCUMENT>", "<!DOCTYPE x [<!ENTITY a 'b'>]><ANNOTATION_DOCUMENT>"
    ),
    "a circle": EAF.replace('ANNOTATION_REF="a1"', 'ANNOTATION_REF="c1"'),
    "one id for all": EAF.replace('ID="b1"', 'ID="a1"').replace('ID="a2"', 'ID="a1"'),
    "huge times": EAF.replace("2500", "9" * 5000).replace('"1000"', '"-1"'),
    "odd digits": EAF.replace("2500", "٣²"),
    "another root": "<a/>",
    "nothing said": EAF.replace("Hej", "").replace("😀", "").replace("Ja?", ""),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files(tmp_path, what):
    path = tmp_path / "a.eaf"
    path.write_text(HOSTILE[what], "utf-8")
    holds_up(Elan(), path)
