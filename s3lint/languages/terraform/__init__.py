"""Terraform and OpenTofu, from files to resources with evaluated, located attributes. Knows no check.

The doorway imports its parts when they are asked for: telling a Terraform file by its name loads no grammar.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from s3lint.languages.terraform.configuration.files import is_source
from s3lint.source import Tree
from s3lint.values import Configuration, Inputs

if TYPE_CHECKING:
    from s3lint.languages.terraform.configuration.roots import Root

__all__ = ["find_roots", "is_source", "load"]


def find_roots(tree: Tree, folders: Sequence[str], engine: str = "auto") -> list[Root]:
    """The root modules among folders with configuration."""
    from s3lint.languages.terraform.configuration import library, roots

    return roots.find_roots(library.Library(tree, engine), folders, Inputs(engine=engine))


def load(tree: Tree, root: str, inputs: Inputs | None = None) -> Configuration:
    """The configuration of the root module in a folder."""
    from s3lint.languages.terraform.configuration import library, load

    inputs = inputs or Inputs()
    return load.load(library.Library(tree, inputs.engine, inputs.repository, inputs.summaries), root, inputs)
