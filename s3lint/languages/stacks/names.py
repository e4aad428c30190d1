"""The names by which the files of a stack are told."""

from __future__ import annotations

COMPONENTS = (".tfcomponent.hcl", ".tfstack.hcl")  # the second is what they were called before
DEPLOYMENTS = ".tfdeploy.hcl"
_JSON = (".tfcomponent.json", ".tfstack.json", ".tfdeploy.json")


def is_component_file(path: str) -> bool:
    """Whether a file of this name declares components."""
    return path.endswith(COMPONENTS)


def is_deployment_file(path: str) -> bool:
    """Whether a file of this name declares deployments."""
    return path.endswith(DEPLOYMENTS)


def is_in_json(path: str) -> bool:
    """Whether a file of this name belongs to a stack, in the other syntax."""
    return path.endswith(_JSON)


def is_of_stack(path: str) -> bool:
    """Whether a file of this name belongs to a stack."""
    return is_component_file(path) or is_deployment_file(path) or is_in_json(path)
