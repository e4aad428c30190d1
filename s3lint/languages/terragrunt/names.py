"""The names by which Terragrunt's files are told."""

from __future__ import annotations

from s3lint.source import Tree, child, name_of

UNIT, STACK = "terragrunt.hcl", "terragrunt.stack.hcl"
VALUES = "terragrunt.values.hcl"
AUTOINCLUDE, STACK_AUTOINCLUDE = "terragrunt.autoinclude.hcl", "terragrunt.autoinclude.stack.hcl"
UNITS, STACKS = (UNIT, f"{UNIT}.json"), (STACK, f"{STACK}.json")
OWN = frozenset((*UNITS, *STACKS, VALUES, AUTOINCLUDE, STACK_AUTOINCLUDE))
_OTHERS = (".terraform.lock.hcl", ".tflint.hcl", ".pkr.hcl", ".tfcomponent.hcl", ".tfdeploy.hcl", ".tfquery.hcl")


def is_unit(path: str) -> bool:
    """Whether a file of this name configures a unit. What lies in `.boilerplate` is a template for one."""
    return name_of(path) in UNITS and ".boilerplate" not in path.split("/")


def is_stack(path: str) -> bool:
    """Whether a file of this name declares a stack."""
    return name_of(path) in STACKS


def is_configuration(path: str) -> bool:
    """Whether a file of this name may be included by a unit."""
    return path.endswith((".hcl", ".hcl.json")) and not path.endswith(_OTHERS)


def config_in(tree: Tree, folder: str, names: tuple[str, ...] = UNITS) -> str | None:
    """The configuration file of a folder."""
    paths = [child(folder, name) for name in names]
    return next(filter(tree.is_file, paths), None)
