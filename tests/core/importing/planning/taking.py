"""Importing a material in a test."""

from qualog.material import Material

TEXT = "I: How was it?\nR: It was fine, I trust\nthem all.\nI: Why?\nR: They listen, most days.\n"
WORDS = "They listen"
START = TEXT.index(WORDS)
END = START + len(WORDS)


def take(project, material=None, **parts):
    """Import a material, or one of these parts."""
    how = {
        name: parts.pop(name) for name in ("participant", "coder", "onto", "name") if name in parts
    }
    return project.imports.import_(material or Material(**parts), importer="test", **how)


def left(result):
    """What was left behind, as it is read."""
    return [str(each) for each in result.dropped]
