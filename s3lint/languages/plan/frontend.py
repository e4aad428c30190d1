"""Plans as one of the languages: each file is a root of its own, read with the configuration beside it."""

from __future__ import annotations

from collections.abc import Sequence

from s3lint.languages.frontend import Claim, Frontend, Root
from s3lint.languages.plan.document import is_binary_plan, is_plan
from s3lint.source import Tree, folder_of
from s3lint.values import Configuration, Inputs
from s3lint.values.environment import Choice


class Plan:
    """Plans in JSON."""

    name = "plan"
    made_of: frozenset[str] = frozenset()
    selective = False

    def __init__(self, tree: Tree, terraform: Frontend) -> None:
        self._tree = tree
        self._terraform = terraform  # reads the configuration that lies beside a plan

    def claims(self, path: str) -> Claim:
        """Any JSON file may be a plan."""
        return Claim.PERHAPS if path.lower().endswith(".json") else Claim.NO

    def recognises(self, path: str, data: bytes) -> bool:
        """Whether it has a plan's keys, or is the plan that Terraform keeps for itself."""
        return is_plan(data) or is_binary_plan(data)

    def holds_parts(self, path: str, data: bytes) -> bool:
        """Never: a plan is whole."""
        return False

    def too_large(self, size: int) -> str | None:
        """Never: reading tells."""
        return None

    def asks_for(self, path: str) -> str | None:
        """The plan itself."""
        return path

    def holds_values(self, path: str, data: bytes) -> bool:
        """Always: a plan shows what code only names."""
        return is_plan(data)

    def roots(self, files: Sequence[str], inputs: Inputs) -> list[Root]:
        """Each file."""
        return [Root(path, self.name, folder=folder_of(path), takes_in=frozenset({path})) for path in files]

    def text(self, path: str, inputs: Inputs) -> str:
        """None: the configuration that a plan is made of tells the same, and costs less to look at."""
        return ""

    def stands_alone(self, root: Root, inputs: Inputs) -> bool:
        """Always: it is a deployment."""
        return True

    def load(self, root: Root, inputs: Inputs) -> list[Configuration]:
        """The resources that there will be."""
        from s3lint.languages.plan.load import load_plan

        return [load_plan(self._tree, root.path, inputs, self._beside)]

    def _beside(self, folder: str, inputs: Inputs) -> Configuration:
        (configuration,) = self._terraform.load(Root(folder, self._terraform.name, folder=folder), inputs)
        return configuration

    def choices(self, root: Root, inputs: Inputs) -> list[Choice]:
        """None: a plan is made for one environment."""
        return []
