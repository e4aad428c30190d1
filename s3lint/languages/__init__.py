"""The languages that infrastructure is written in. Each reads files into a Configuration and knows no other."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.languages.frontend import Frontend, Root
from s3lint.source import Tree
from s3lint.source.memory import Memory
from s3lint.values import Configuration


class Frontends:
    """Every language as it is found and read in one tree, in the order in which they claim files and folders."""

    def __init__(self, tree: Tree) -> None:
        from s3lint.languages.cloudformation.frontend import CloudFormation
        from s3lint.languages.plan.frontend import Plan
        from s3lint.languages.serverless.frontend import Serverless
        from s3lint.languages.stacks.frontend import Stacks
        from s3lint.languages.terraform.frontend import Terraform
        from s3lint.languages.terragrunt.frontend import Terragrunt

        self.tree = tree
        terraform = Terraform(tree)
        table: tuple[Frontend, ...] = (
            Terragrunt(tree, terraform),
            Stacks(tree, terraform),
            terraform,
            Plan(tree, terraform),
            Serverless(tree),
            CloudFormation(tree),
        )
        # what roots hold as they are deployed by default, for those that they have to do with; None: too much work
        self.deployed: Memory[tuple[Root, bool], tuple[object, list[Configuration] | None]] = Memory(tree, most=16)
        self._by_name = {frontend.name: frontend for frontend in table}

    def __reduce__(self) -> tuple[type[Frontends], tuple[Tree]]:
        return Frontends, (self.tree,)  # what is kept stays in its process

    def __iter__(self) -> Iterator[Frontend]:
        return iter(self._by_name.values())

    def of(self, root: Root) -> Frontend:
        """The one that loads a root."""
        return self._by_name[root.language]
