"""The study in its row, and attributes with their values."""


def test_the_study_names_its_last_decision(ask, project):
    study = project.at()
    replica, _, seq = study.last_decision.partition(".")
    last = project.log.store.entry(replica, int(seq))
    assert ask("SELECT decision, hash, moment, exact FROM study") == [
        (last.id, last.hash.hex(), "now", 0)
    ]


def test_a_participant_has_the_day_of_their_consent(ask, project):
    project.participants.consent("Bo", day="2025-02-01")
    assert ask("SELECT pseudonym, consent_day FROM participants ORDER BY pseudonym") == [
        ("Anna <i>", None),
        ("Bo", "2025-02-01"),
    ]


VALUES = (
    "SELECT coalesce(pseudonym, documents.name), kind, attributes.name, type, value "
    "FROM attribute_values JOIN attributes ON attributes.id = attribute "
    "LEFT JOIN participants ON participants.id = about "
    "LEFT JOIN documents ON documents.id = about ORDER BY 1, 3"
)


def test_attributes_and_what_participants_and_documents_have_of_them(ask, project):
    project.attributes.define("years", "integer")
    project.attributes.define("site")
    project.attributes.give("Anna <i>", "years", "12")
    project.attributes.give("letter", "site", "north")
    project.attributes.give("Bo", "years", "3")
    project.attributes.take("Bo", "years")
    assert ask(VALUES) == [
        ("Anna <i>", "participant", "shift", "text", "by night"),
        ("Anna <i>", "participant", "years", "integer", "12"),
        ("letter", "document", "site", "text", "north"),
    ]


def test_what_those_who_withdrew_had_of_attributes_is_not_there(ask, project):
    project.participants.withdraw("Anna <i>")
    assert ask(VALUES) == []
