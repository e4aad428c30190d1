"""The Serverless Framework as one of the languages: each service is a root."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from s3lint.languages.cloudformation.detect import text_of_file
from s3lint.languages.frontend import Claim, Root
from s3lint.languages.serverless.names import looks_like_service, may_be_service
from s3lint.source import Tree, folder_of
from s3lint.source.memory import Memory
from s3lint.values import Configuration, Inputs
from s3lint.values.environment import Choice

if TYPE_CHECKING:
    from s3lint.languages.cloudformation.reading import Reading
    from s3lint.languages.cloudformation.stacks.readings import Readings


class Serverless:
    """Services in YAML and JSON, with the files that they put in."""

    name = "serverless"
    made_of = frozenset({"serverless", "cloudformation"})
    selective = False

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._readings: Readings | None = None
        self._read: Memory[str, frozenset[str]] = Memory(tree)

    def claims(self, path: str) -> Claim:
        """The bytes tell: a service's file may have any name."""
        return Claim.PERHAPS if may_be_service(path) else Claim.NO

    def recognises(self, path: str, data: bytes) -> bool:
        """Whether the bytes hold what every service holds."""
        return may_be_service(path) and looks_like_service(path, data)

    def holds_parts(self, path: str, data: bytes) -> bool:
        """Never: they are templates' parts."""
        return False

    def too_large(self, size: int) -> str | None:
        """Never: reading tells."""
        return None

    def asks_for(self, path: str) -> str | None:
        """The service itself."""
        return path

    def holds_values(self, path: str, data: bytes) -> bool:
        """Never: it is code."""
        return False

    def roots(self, files: Sequence[str], inputs: Inputs) -> list[Root]:
        """Each service, with the files that it puts in: what is a template among them is judged through it."""
        made = []
        for path in files:
            taken = self._read.get(path, partial(self._files, path))
            made.append(Root(path, self.name, folder=folder_of(path), takes_in=taken | {path}))
        return made

    def text(self, path: str, inputs: Inputs) -> str:
        """That of a file."""
        return text_of_file(self._tree, path)

    def stands_alone(self, root: Root, inputs: Inputs) -> bool:
        """Always: it is deployed by itself."""
        return True

    def load(self, root: Root, inputs: Inputs) -> list[Configuration]:
        """A service in one stage."""
        from s3lint.languages.serverless.load import load

        return load(self._tree, root.path, inputs, self._reading)

    def choices(self, root: Root, inputs: Inputs) -> list[Choice]:
        """The stages that a service writes something for."""
        from s3lint.languages.serverless.load import services
        from s3lint.languages.serverless.stages import choices

        return [
            choice for service in services(self._tree, root.path, inputs, self._reading) for choice in choices(service)
        ]

    def _files(self, path: str) -> frozenset[str]:
        from s3lint.languages.serverless.load import files

        return files(self._tree, path, self._reading)

    def _reading(self, path: str, data: bytes) -> Reading:
        """A file as it was read last: each stage asks for it again."""
        from s3lint.languages.cloudformation.stacks.readings import Readings

        self._readings = self._readings or Readings(but=())
        return self._readings.of(path, data)
