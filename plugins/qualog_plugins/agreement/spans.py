"""Measures on spans with free boundaries, offered by one plugin."""

from qualog.hookspecs import AgreementMeasure, hookimpl
from qualog_plugins.agreement.unitizing.alpha_u_1995 import AlphaU1995
from qualog_plugins.agreement.unitizing.boundary_similarity import BoundarySimilarity
from qualog_plugins.agreement.unitizing.cu_alpha import CuAlpha
from qualog_plugins.agreement.unitizing.gamma import Gamma
from qualog_plugins.agreement.unitizing.iou import IntersectionOverUnion
from qualog_plugins.agreement.unitizing.ku_alpha import KuAlpha
from qualog_plugins.agreement.unitizing.span_f1 import SpanF1
from qualog_plugins.agreement.unitizing.u_alpha import UAlpha, UAlphaBinary
from qualog_plugins.agreement.unitizing.window_diff import Pk, WindowDiff


@hookimpl
def qualog_agreement_measures() -> list[AgreementMeasure]:
    """Give the measures on spans."""
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
