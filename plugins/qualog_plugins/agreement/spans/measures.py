"""Measures on spans with free boundaries, offered by one plugin."""

from qualog.plugins.hookspecs import hookimpl
from qualog.reliability.measure import AgreementMeasure
from qualog_plugins.agreement.spans.alpha_u_1995 import AlphaU1995
from qualog_plugins.agreement.spans.boundary_similarity import BoundarySimilarity
from qualog_plugins.agreement.spans.cu_alpha import CuAlpha
from qualog_plugins.agreement.spans.gamma import Gamma
from qualog_plugins.agreement.spans.iou import IntersectionOverUnion
from qualog_plugins.agreement.spans.ku_alpha import KuAlpha
from qualog_plugins.agreement.spans.span_f1 import SpanF1
from qualog_plugins.agreement.spans.u_alpha import UAlpha, UAlphaBinary
from qualog_plugins.agreement.spans.window_diff import Pk, WindowDiff


@hookimpl
def qualog_agreement_measures() -> list[AgreementMeasure]:
    """Return the measures on spans."""
    return [
        UAlpha(),
        UAlphaBinary(),
        CuAlpha(),
        KuAlpha(),
        AlphaU1995(),
        Gamma(),
        SpanF1(),
        IntersectionOverUnion(),
        BoundarySimilarity(),
        WindowDiff(),
        Pk(),
    ]
