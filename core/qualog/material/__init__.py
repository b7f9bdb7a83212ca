"""Material: what an importer returns, before anything is decided about it.

All positions are half-open spans `[start, end)` in Unicode code points of the document's
text; all times of a recording are milliseconds from its beginning; all dates are
milliseconds of UTC since 1970.
"""

from qualog.material.codebook import ImportedCode, ImportedTheme
from qualog.material.codings import ImportedCoding, ImportedJudgement, ImportedMemo, ImportedMemoOn
from qualog.material.documents import ImportedDocument, ImportedTurn
from qualog.material.material import Material
from qualog.material.people import ImportedAttribute, ImportedAttribution, ImportedValue

__all__ = [
    "ImportedAttribute",
    "ImportedAttribution",
    "ImportedCode",
    "ImportedCoding",
    "ImportedDocument",
    "ImportedJudgement",
    "ImportedMemo",
    "ImportedMemoOn",
    "ImportedTheme",
    "ImportedTurn",
    "ImportedValue",
    "Material",
]
