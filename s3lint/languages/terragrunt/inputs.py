"""What a unit gives to its module: inputs as environment variables, variable files, arguments of the command line.

https://docs.terragrunt.com/reference/hcl/attributes/#inputs
"""

from __future__ import annotations

from itertools import pairwise

from s3lint.languages.terraform.configuration.deployment import Given
from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.variables import from_text, is_literal
from s3lint.languages.terraform.functions.jsontext import encode
from s3lint.languages.terraform.types.build import text_from
from s3lint.languages.terraform.types.convert import as_text
from s3lint.languages.terraform.types.inspect import is_null
from s3lint.languages.terraform.types.variants import spread
from s3lint.languages.terragrunt.config import Config
from s3lint.languages.terragrunt.document import read_variables
from s3lint.languages.terragrunt.layers import Block
from s3lint.languages.terragrunt.paths import in_tree
from s3lint.record import Struct, field
from s3lint.source import Span, Tree
from s3lint.values import Mapping, OneOf, Reason, Scalar, Sequence, Unknown, Value, text_of

_DEPLOYING = frozenset({"apply", "plan"})
_VARIABLE = "TF_VAR_"


def given_by(config: Config, found: Value | None, arguments: Arguments) -> Given:
    """The values of `inputs`, as Terraform reads them from its environment. Those that nothing declares are dropped."""
    stated = {name: Scalar(text) for name, text in config.tools.inputs.env.items()}
    environment: dict[str, Value] = {**stated, **arguments.environment}

    def given(instance: ModuleValues, declaration: Declaration) -> Value | None:
        name = declaration.name
        variable = environment.get(f"{_VARIABLE}{name}")
        if variable is not None and (text := text_of(variable)) is not None:
            return from_text(instance, declaration, text, f"{_VARIABLE}{name}", variable.span or declaration.header)
        value = _entry(found, name, config) if variable is None else variable
        return None if value is None else _as_variable(value, instance, declaration)

    return given


def _entry(found: Value | None, name: str, config: Config) -> Value | None:
    """One input; nothing where it is certain that there is none."""
    opened = config.open
    if isinstance(found, OneOf):
        return spread([found], lambda chosen: _entry(chosen[0], name, config) or Scalar(None), found.span)
    if isinstance(found, Mapping):
        opened = found.open or opened
        if name in found.entries:
            return found.entries[name]
    elif isinstance(found, Unknown):
        opened = found.reason
    place = found.span if found is not None else config.main.document.top
    return Unknown(opened, span=place) if opened is not None else None


def _as_variable(value: Value, instance: ModuleValues, declaration: Declaration) -> Value:
    """A value behind an environment variable: text for a primitive type or none, else an expression."""
    if isinstance(value, OneOf):
        return spread([value], lambda chosen: _as_variable(chosen[0], instance, declaration), value.span)
    if is_null(value) or isinstance(value, Unknown):
        return value
    if is_literal(instance, declaration):
        if isinstance(value, Mapping | Sequence):
            made = text_from(encode(value), value.span)
            return made.at(value.span) if made.span is None else made
        return as_text(value) if declaration.argument("type") is None else value
    if isinstance(value, Scalar) and isinstance(value.data, str):
        place = value.span or declaration.header
        return from_text(instance, declaration, _escaped(value.data), f"inputs.{declaration.name}", place)
    return value


def _escaped(data: str) -> str:
    """A text in which no sequence is a template's: Terragrunt escapes them."""
    return data.replace("${", "$${")


class Arguments(Struct):
    """What `extra_arguments` add to the command line of a deployment."""

    var_files: list[str] = field(default_factory=list)  # paths of the tree
    variables: dict[str, str] = field(default_factory=dict)
    environment: dict[str, Value] = field(default_factory=dict)
    missing: list[tuple[str, Span]] = field(default_factory=list)  # required files that are not here
    open: Reason | None = None  # why there may be more


def arguments_of(config: Config, folder: str, tree: Tree) -> Arguments:
    """The arguments of a deployment; relative paths are those of the module's folder."""
    found = Arguments()
    for block in config.layers.extra_arguments():
        commands = _strings(block.argument("commands"))
        if None not in commands and not _DEPLOYING & set(commands):
            continue
        _add_words(block, folder, tree, found)
        for name, required in (("required_var_files", True), ("optional_var_files", False)):
            for path in _strings(block.argument(name)):
                _add_file(path, block, folder, tree, found, required=required)
        stated = block.argument("env_vars")
        for name, value in stated.entries.items() if isinstance(stated, Mapping) else ():
            found.environment[name] = value
        if stated is not None and not isinstance(stated, Mapping) and not is_null(stated):
            _open(block, found)
    return found


def _add_words(block: Block, folder: str, tree: Tree, found: Arguments) -> None:
    words = _strings(block.argument("arguments"))
    for word, following in pairwise([*words, ""]):
        if word is None:
            _open(block, found)
        elif word in ("-var-file", "--var-file"):
            _add_file(following, block, folder, tree, found, required=True)
        elif word.lstrip("-").startswith("var-file="):
            _add_file(word.partition("=")[2], block, folder, tree, found, required=True)
        elif word in ("-var", "--var") and following:
            name, _, value = following.partition("=")
            found.variables[name] = value
        elif word.lstrip("-").startswith("var="):
            name, _, value = word.partition("=")[2].strip("'\"").partition("=")
            found.variables[name] = value


def _add_file(path: str | None, block: Block, folder: str, tree: Tree, found: Arguments, *, required: bool) -> None:
    place = in_tree(path, folder) if path else None
    if path is None:
        _open(block, found)
    elif place is not None and tree.is_file(place):
        found.var_files.append(place)
        read = read_variables(tree, place)
        # what stands behind on the command line wins
        for name in list(found.variables) if read is None else read[1].attributes:
            found.variables.pop(name, None)
    elif place is None and not required:
        _open(block, found, "names a variable file outside of the scanned tree")
    elif required:
        found.missing.append((path, block.nested.header))
        _open(block, found, "names a variable file that is not here")


def _open(block: Block, found: Arguments, why: str = "has an argument that is not known") -> None:
    """Note that variables may have other values."""
    name = f"extra_arguments {' '.join(block.nested.labels)}".strip()
    found.open = Reason("unread", name, why, block.nested.header)


def _strings(value: Value | None) -> list[str | None]:
    """The strings of a list; None for each that is not known, and one more where there may be more."""
    if value is None or is_null(value):
        return []
    if not isinstance(value, Sequence):
        return [None]
    found = [text_of(item) for item in value.items]
    return [*found, None] if value.open else found
