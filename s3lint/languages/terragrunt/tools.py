"""What the configurations of one tree share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from s3lint.languages.terraform.configuration.locate import Nowhere
from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terragrunt.dependency import Outputs
from s3lint.languages.terragrunt.document import Document
from s3lint.source import Source, Tree
from s3lint.values import Inputs, Value

Kept = TypeVar("Kept")


class Tools(Protocol):
    """What configurations share: the tree, its files, and each other's outputs."""

    tree: Tree
    inputs: Inputs
    repository: str

    def document(self, path: str) -> Document:
        """A configuration file."""

    def variables_in(self, path: str) -> tuple[Source, nodes.Body] | None:
        """A variable file; None where it cannot be read."""

    def stack_value(self, path: str) -> Value:
        """A stack file that a configuration reads. Raises Problem."""

    def outputs(self, folder: str) -> Outputs | None:
        """What a unit or stack hands on; None where there is none."""

    def own_folder(self, source: str, folder: str) -> str | Nowhere | None:
        """The folder that a source in the repository itself names, as seen from a folder; None for all others."""

    def remember(self, key: tuple[str, ...], make: Callable[[], Kept]) -> Kept:
        """What was made before under a key, with all that was read for it; else what is made now."""
