"""The public face: what `qualog` exports, in one list. It is stable, and all else may move.

`import qualog` loads none of it: a name is looked up here when it is first asked for. So whatever
has a name here without an underscore is exported.
"""

from importlib import metadata as _metadata

from qualog.decisions import Decision as Decision
from qualog.decisions import Erased as Erased
from qualog.decisions import decision as decision
from qualog.decisions import words as words
from qualog.errors import Ambiguous as Ambiguous
from qualog.errors import BadInput as BadInput
from qualog.errors import LogError as LogError
from qualog.errors import NotAllowed as NotAllowed
from qualog.errors import NotFound as NotFound
from qualog.errors import PluginError as PluginError
from qualog.errors import QualogError as QualogError
from qualog.language import message as message
from qualog.language import plural as plural
from qualog.material import ImportedAttribute as ImportedAttribute
from qualog.material import ImportedCode as ImportedCode
from qualog.material import ImportedCoding as ImportedCoding
from qualog.material import ImportedDocument as ImportedDocument
from qualog.material import ImportedMemo as ImportedMemo
from qualog.material import ImportedTheme as ImportedTheme
from qualog.material import ImportedTurn as ImportedTurn
from qualog.material import ImportedValue as ImportedValue
from qualog.material import Material as Material
from qualog.options import option as option
from qualog.plugins.hookspecs import hookimpl as hookimpl
from qualog.plugins.protocols import Proposal as Proposal
from qualog.project.project import Project as Project
from qualog.replay.appliers.applier import NoEffect as NoEffect
from qualog.replay.appliers.applier import applies as applies
from qualog.state import Provenance as Provenance
from qualog.state import State as State
from qualog.tables.frame import Frame as Frame
from qualog.views.study import Study as Study

__version__ = _metadata.version("qualog")
