"""Terragrunt's functions: those that follow from the paths and files of the tree.

https://docs.terragrunt.com/reference/hcl/functions/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Protocol

from s3lint.languages.terraform.evaluate import TemplateScope, evaluate
from s3lint.languages.terraform.functions import jsontext
from s3lint.languages.terraform.functions.call import Call
from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.types.build import boolean, list_of, object_of, text
from s3lint.languages.terraform.types.inspect import is_null
from s3lint.languages.terraform.types.kinds import STRING
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terragrunt import merge
from s3lint.languages.terragrunt.names import config_in
from s3lint.languages.terragrunt.paths import absolute, in_tree, parents
from s3lint.lazy import lazy_re
from s3lint.source import Source, Tree, join
from s3lint.values import Inputs, Scalar, Value
from s3lint.values.withheld import is_private, withheld

# what the lists of commands hold that accept certain arguments
_COMMANDS = {
    "input": ("apply", "import", "init", "plan", "refresh"),
    "locking": ("apply", "destroy", "import", "plan", "refresh", "taint", "untaint"),
    "parallelism": ("apply", "plan", "destroy"),
    "vars": ("apply", "console", "destroy", "import", "plan", "push", "refresh"),
}
_CONDITION = lazy_re(r"\s*(=|!=|>=|<=|>|<|~>|)\s*v?(\d{1,9}(?:\.\d{1,9})*)\s*")


class Caller(Protocol):
    """The configuration file in which a function is called."""

    @property
    def tree(self) -> Tree:
        """Where files are read."""

    @property
    def inputs(self) -> Inputs:
        """What the user gives from outside."""

    @property
    def folder(self) -> str:
        """The folder of the configuration that it belongs to: of an included file, that of the unit."""

    @property
    def original(self) -> str:
        """The folder of the configuration that reads it."""

    @property
    def repository(self) -> str:
        """The root of the repository."""

    def include_folder(self, name: str) -> str | None:
        """The folder of the file that an include names; None where there is no include. Raises Problem."""

    def read(self, path: str, call: Call) -> Value | None:
        """The configuration in a file; None where there is no such file."""

    def variables_in(self, path: str) -> tuple[Source, nodes.Body] | None:
        """A variable file; None where it cannot be read."""


Own = Callable[[Caller, Call, list[Value]], Value]


def _texts(arguments: list[Value]) -> list[str] | None:
    """Arguments that are strings; None where one is not known."""
    found = [value.data for value in arguments if isinstance(value, Scalar) and isinstance(value.data, str)]
    return found if len(found) == len(arguments) else None


def _of_texts(make: Callable[[Caller, Call, list[str]], str]) -> Own:
    """A function from strings to a string."""

    def body(caller: Caller, call: Call, arguments: list[Value]) -> Value:
        known = _texts(arguments)
        return call.unknown(*arguments) if known is None else text(make(caller, call, known), call.span)

    return body


def _find(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    """The nearest folder above that holds a file or folder, as a path of it."""
    names = _texts(arguments)
    if names is None:
        return call.unknown(*arguments)
    name = names[0] if names and names[0] else ""
    for folder in parents(caller.folder):
        path = (join(folder, name) if name else config_in(caller.tree, folder)) or ""
        if path and (caller.tree.is_file(path) or caller.tree.is_folder(path)):
            return text(absolute(path), call.span)
    if caller.tree.is_tracked(name or caller.folder) is None:  # the tree is not known to be a whole repository
        return call.unsaid("may find a file above the scanned tree", "scan the repository as a whole")
    if len(names) > 1:
        return text(names[1], call.span)
    raise Problem(f"no folder above {caller.folder} has {name or 'terragrunt.hcl'}", call.span)


def _to_include(caller: Caller, call: Call, names: list[str]) -> str:
    folder = caller.include_folder(names[0] if names else "")
    return "." if folder is None else _way(folder, caller.folder)


def _from_include(caller: Caller, call: Call, names: list[str]) -> str:
    folder = caller.include_folder(names[0] if names else "")
    return "." if folder is None else _way(caller.folder, folder)


def _way(start: str, end: str) -> str:
    """The way from one folder of the tree to another."""
    return posixpath.relpath(f"/{end}", f"/{start}")


def _parent(caller: Caller, call: Call, names: list[str]) -> str:
    folder = caller.include_folder(names[0] if names else "")
    return absolute(caller.folder if folder is None else folder)


def _read_config(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    known = _texts(arguments[:1])
    if known is None:
        return call.unknown(arguments[0])
    place = in_tree(known[0], caller.folder)
    if place is None:
        return call.unsaid("reads a file outside the scanned tree")
    path = (config_in(caller.tree, place) or place) if caller.tree.is_folder(place) else place
    found = caller.read(path, call)
    if found is not None:
        return found
    if len(arguments) > 1:
        return arguments[1]
    raise Problem(f"the file {path} does not exist", call.span)


def _read_tfvars(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    """A variable file as JSON text."""
    known = _texts(arguments)
    if known is None:
        return call.unknown(*arguments)
    path = in_tree(known[0], caller.folder)
    if path is None:
        return call.unsaid("reads a file outside the scanned tree")
    found = caller.variables_in(path)
    if found is None:
        raise Problem(f"the file {path} does not exist", call.span)
    source, body = found
    scope = TemplateScope(source, call.files, call.budget, {}, "")
    values = {name: evaluate(attribute.expression, scope) for name, attribute in body.attributes.items()}
    if is_private(caller.tree, source.path):
        values = {name: withheld(value, name) for name, value in values.items()}
    return jsontext.jsonencode(call, [object_of(values, span=call.span)])


def _glob(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    known = _texts(arguments[-1:])
    place = in_tree(known[0], caller.folder) if known and len(arguments) == 1 else None
    # of a pattern whose first pieces are no patterns
    fixed = re.match(r"(?:[^*?\[{/]+/)*", place or "")
    found = call.files.matching(absolute(fixed[0] or "."), place[fixed.end() :]) if place and fixed else None
    if found is None or fixed is None:
        return call.unsaid("looks at files that are not known")
    return list_of(STRING, (text(absolute(fixed[0] + name), call.span) for name in found), call.span)


def _deep_merge(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    made: Value | None = None
    for argument in arguments:
        made = made if is_null(argument) else merge.merged(made, argument, merge.DEEP)
    return made or object_of({}, span=call.span)


def _constraint(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    known = _texts(arguments)
    if known is None:
        return call.unknown(*arguments)
    version = re.match(r"v?(\d{1,9}(?:\.\d{1,9})*)(?![\w.-])", known[0])
    conditions = [_CONDITION.fullmatch(part) for part in known[1].split(",")]
    if version is None or None in conditions:
        return call.unsaid("compares versions that s3lint cannot read")
    return boolean(all(_meets(version[1], found[1], found[2]) for found in conditions if found), call.span)


def _meets(version: str, operator: str, bound: str) -> bool:
    """Whether a version meets a condition, as Terraform's modules have them."""
    numbers = [int(number) for number in bound.split(".")]
    own = [int(number) for number in version.split(".")]
    width = max(len(own), len(numbers), 3)
    one, other = own + [0] * (width - len(own)), numbers + [0] * (width - len(numbers))
    if operator == "~>":  # the last number that is given may rise
        fixed = max(len(numbers) - 1, 1)
        return one >= other and one[:fixed] == other[:fixed]
    answers = {"": one == other, "=": one == other, "!=": one != other}
    answers |= {">": one > other, "<": one < other, ">=": one >= other, "<=": one <= other}
    return answers[operator]


def _commands(kind: str) -> Own:
    return lambda caller, call, arguments: list_of(STRING, (text(c, call.span) for c in _COMMANDS[kind]), call.span)


OWN: dict[str, Own] = {
    "constraint_check": _constraint,
    "deep_merge": _deep_merge,
    "find_in_parent_folders": _find,
    "get_original_terragrunt_dir": _of_texts(lambda caller, call, names: absolute(caller.original)),
    "get_parent_terragrunt_dir": _of_texts(_parent),
    "get_path_from_repo_root": _of_texts(lambda caller, call, names: _way(caller.repository, caller.folder)),
    "get_path_to_repo_root": _of_texts(lambda caller, call, names: _way(caller.folder, caller.repository)),
    "get_repo_root": _of_texts(lambda caller, call, names: absolute(caller.repository)),
    "get_terraform_commands_that_need_input": _commands("input"),
    "get_terraform_commands_that_need_locking": _commands("locking"),
    "get_terraform_commands_that_need_parallelism": _commands("parallelism"),
    "get_terraform_commands_that_need_vars": _commands("vars"),
    "get_terragrunt_dir": _of_texts(lambda caller, call, names: absolute(caller.folder)),
    "get_terragrunt_source_cli_flag": _of_texts(lambda caller, call, names: ""),
    "mark_as_read": lambda caller, call, arguments: arguments[0],
    "mark_glob_as_read": _glob,
    "path_relative_from_include": _of_texts(_from_include),
    "path_relative_to_include": _of_texts(_to_include),
    "read_terragrunt_config": _read_config,
    "read_tfvars_file": _read_tfvars,
}
