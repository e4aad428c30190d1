"""Services of a tree in memory, and what they are deployed as, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from s3lint.languages.cloudformation.evaluate.include import IncludedNode
from s3lint.languages.cloudformation.reading import Map, Seq
from s3lint.languages.serverless.load import load, services
from s3lint.languages.serverless.service import Service
from s3lint.languages.serverless.template import template_of
from s3lint.source import MemoryTree
from s3lint.values import Configuration, Inputs

HEAD = "service: acme\nprovider:\n  name: aws\n"
NO_INPUTS = Inputs()


def files_of(text: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {"serverless.yml": text if text.startswith("service") else HEAD + text, **(more or {})}


def service(text: str, more: Mapping[str, str] | None = None, inputs: Inputs = NO_INPUTS) -> Service:
    (found,) = services(MemoryTree(dict(files_of(text, more))), "serverless.yml", inputs)
    return found


def custom(text: str, more: Mapping[str, str] | None = None, inputs: Inputs = NO_INPUTS) -> Any:
    """What `custom.x` is."""
    found = service(text, more, inputs).written("custom", "x")
    return None if found is None else plain(found.node)


def resources(text: str, more: Mapping[str, str] | None = None, inputs: Inputs = NO_INPUTS) -> dict[str, Any]:
    """The resources of the template as plain data."""
    made: dict[str, Any] = plain(template_of(service(text, more, inputs)).root["Resources"])
    return made


def configuration(text: str, more: Mapping[str, str] | None = None, inputs: Inputs = NO_INPUTS) -> Configuration:
    (found,) = load(MemoryTree(dict(files_of(text, more))), "serverless.yml", inputs)
    return found


def plain(node: Any) -> Any:
    if isinstance(node, IncludedNode):
        return plain(node.node)
    if isinstance(node, Map):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, Seq):
        return [plain(item) for item in node]
    return node
