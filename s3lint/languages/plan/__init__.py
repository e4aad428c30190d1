"""Plans as `terraform show -json` prints them: the resources that there will be. Reads the configuration beside a plan.

The doorway imports its parts when they are asked for.
"""

from __future__ import annotations

from functools import partial

from s3lint.languages.plan.document import is_plan
from s3lint.source import Tree
from s3lint.values import Configuration, Inputs

__all__ = ["is_plan", "load_plan"]


def load_plan(tree: Tree, path: str, inputs: Inputs | None = None) -> Configuration:
    """The configuration that a plan describes."""
    from s3lint.languages.plan import load
    from s3lint.languages.terraform import load as load_module

    return load.load_plan(tree, path, inputs or Inputs(), partial(load_module, tree))
