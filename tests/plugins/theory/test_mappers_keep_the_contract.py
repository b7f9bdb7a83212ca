"""Every shipped mapper keeps the contract that a third party's is held to."""

from qualog.decisions.theory import Concept, TheoryPack
from qualog.plugins.registry import installed_plugins
from qualog.testing.mappers import MapperContract
from qualog.testing.study import add_text
from qualog_plugins.theory.indicators import IndicatorMapper


def test_each_is_held_to_it():
    assert [each.name for each in installed_plugins().mappers()] == [IndicatorMapper.name]


class TestIndicators(MapperContract):
    mapper = IndicatorMapper()
    pack = TheoryPack(
        "I and Thou",
        concepts=(
            Concept("I–Thou", indicators={"en": ("listen",), "sv": ("lyssna",)}),
            Concept("I–It", indicators={"en": ("case",)}),
        ),
    )
    proposes = (("presence", "I–Thou"), ("workload", "I–It"))

    def prepare(self, project):
        heard = ["They listen to me", "she listened all the time", "hon lyssnade"]
        handled = ["I am a case among cases", "one more case"]
        text = "R: " + ". ".join([*heard, *handled, "And so on"]) + ".\n"
        coded = [("presence", each) for each in heard] + [("workload", each) for each in handled]
        add_text(project, "talk", text, [*coded, ("other", "And so on")])
