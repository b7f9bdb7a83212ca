"""Themes: formed, filled, related, shown with their codes."""


def test_a_theme_is_shown_with_its_subthemes_below_it(demo):
    lines = demo.qualog("themes").splitlines()
    above = next(i for i, line in enumerate(lines) if line.startswith("The meeting with"))
    below = next(i for i, line in enumerate(lines) if "Seeing who is there" in line)
    assert above < below
    assert lines[below].startswith("  ")


def test_a_code_is_grouped_under_a_theme_and_taken_from_it(trust):
    coder = ("-a", "Ingrid Falk")
    trust.qualog(*coder, "theme", "add", "Leaning")
    assert "Grouped one code under “Leaning”" in trust.qualog(
        *coder, "theme", "assign", "Leaning", "trust"
    )
    assert "trust" in trust.qualog("themes")
    trust.qualog(*coder, "theme", "unassign", "Leaning", "trust")
    assert "trust" not in trust.qualog("themes")


def test_there_is_no_theme_of_that_name(trust):
    assert "There is no theme “Leaning”" in trust.fails(
        "-a", "Ingrid Falk", "theme", "assign", "Leaning", "trust"
    )
