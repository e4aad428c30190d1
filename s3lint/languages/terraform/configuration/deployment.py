"""How a root module is run where a tool above Terraform runs it: what that adds to the module's folder."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.run import Names, no_names
from s3lint.languages.terraform.evaluate import FileAccess
from s3lint.record import Struct, field
from s3lint.source import Span
from s3lint.values import ALWAYS, Call, Fact, Guard, Reason, Value, yes

Given = Callable[[ModuleValues, Declaration], Value | None]
"""The value that a tool gives for a variable which the module declares."""


class Deployment(Struct, frozen=True):
    """What is given beside the files of the folder and the command line.

    `given` is weaker than every variable file, as the environment variables `TF_VAR_…` are. `overridden` says why each
    variable may have another value than all of these: a variable file that is not here, say.
    """

    given: Given = lambda instance, declaration: None
    var_files: tuple[str, ...] = ()  # behind the folder's own, before those of the command line
    overridden: Reason | None = None
    reads_values: bool = True  # whether the variable files of its folder count
    names: Names = no_names  # what generated files, or the tool's own, refer to
    files: FileAccess | None = None  # what functions read, where that is more than the folder
    calls: tuple[Call, ...] = ()  # what leads to the module
    undescribed: tuple[str, Span] | None = None  # an input of which the module's summary does not say what it does
    exists: Fact = field(default_factory=yes)  # of all that it holds
    guard: Guard = ALWAYS
    state: str | None = None  # where it keeps its state, where the tool says that on the command line
    prefix: str = ""  # of its addresses, where another root asks for its outputs


ALONE = Deployment()
