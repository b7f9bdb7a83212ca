"""The whole paragraph: sentences on the material, the coding and the log, one after another."""

from collections.abc import Sequence

from qualog.history.narration import Narrated
from qualog.language import Sayable, paragraph
from qualog.views.study import Study
from qualog_plugins.exporters.report.methods.analysis import (
    codebook_sentences,
    theme_sentences,
    theory_sentences,
)
from qualog_plugins.exporters.report.methods.coding import coding_sentences, discussion_sentences
from qualog_plugins.exporters.report.methods.decisions import decision_sentences
from qualog_plugins.exporters.report.methods.material import material_sentences


def methods_paragraph(study: Study, decisions: Sequence[Narrated]) -> Sayable:
    """Return how the study was conducted; what the log does not hold is not said.

    Args:
        study: the study at its moment.
        decisions: all its decisions up to then.
    """
    state = study.state
    standing = [narrated for narrated in decisions if narrated.stands]
    return paragraph(
        *material_sentences(state),
        *coding_sentences(state),
        *study.hidden,
        *discussion_sentences(state),
        *codebook_sentences(state, standing),
        *theme_sentences(state),
        *theory_sentences(state),
        *decision_sentences(state, decisions),
    )
