"""History: how the codebook came to be."""

from tests.plugins.exporters.report.pages import section

BOTH = "Ingrid <b>Falk</b> and Samir"
HEADING = "How the codebook came to be"


def test_how_the_codebook_came_to_be(either):
    shown = section(either(), HEADING)
    assert (
        f"2025-03-03: {BOTH} merged the code “confidence” into the code "
        "“trust <script>x</script>”. Reason: one & the same"
    ) in shown
    for step in (
        "split the code “=cmd” into “sums” and “orders”",
        "retired the code “old one”. Reason: never used",
        "renamed the code “power” to “Power over”. Reason: clearer",
        "redefined the code “voice” as “is heard”.",
    ):
        assert step in shown


def test_a_code_that_was_redefined_in_a_discussion_has_its_reason(project, page):
    found = project.discussions.open("talk <1>", turn=2)
    how = {"codes": ["voice"], "exclude": "whispers"}
    project.discussions.settle(found.id, "changed-definition", why="too wide", **how)
    shown = section(page(), HEADING)
    assert (
        "redefined the code “voice”: definition “is heard”; does not apply when “whispers”. "
        "Reason: too wide"
    ) in shown


def test_what_was_taken_back_is_marked_so(project, either):
    merged = project.codes.merge(["voice"], "Power over", why="by mistake")
    project.undo(merged)
    shown = section(either(), HEADING)
    assert "“voice” into the code “Power over” (taken back later). Reason: by mistake" in shown
