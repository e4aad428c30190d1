"""What is kept of the evaluation of a root module for the next one."""

from __future__ import annotations

from collections.abc import Hashable

from s3lint.languages.terraform.configuration.module import Module
from s3lint.record import Struct, field
from s3lint.source.recorded import Answers
from s3lint.values import Inputs, Resource, Value

Parts = frozenset[Hashable]
"""Parts of the code: a module's folder, and a block of it by its type and labels."""


class KeptResource(Struct, frozen=True):
    """A resource as it was, with what it is made of and what it took."""

    resource: Resource
    folder: str  # of its module
    parts: Parts
    steps: tuple[int, int]  # of the root's work, and of the evaluation
    made_by: dict[str, tuple[str, Value | None]]


class Evaluation(Struct):
    """What is kept of one evaluation."""

    inputs: Inputs
    answers: Answers  # that the tree gave, but for the texts of the modules
    modules: dict[str, Module]
    resources: dict[str, KeptResource] = field(default_factory=dict)
