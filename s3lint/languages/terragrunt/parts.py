"""A configuration as a value: what another one sees that reads or includes it."""

from __future__ import annotations

from typing import Protocol

from s3lint.languages.terraform.types.build import object_of, text
from s3lint.languages.terragrunt.dependency import Outputs, dependencies, dependency_value
from s3lint.languages.terragrunt.layers import Layers
from s3lint.languages.terragrunt.merge import SHALLOW, merged
from s3lint.languages.terragrunt.reading import Reading
from s3lint.values import Mapping, Scalar, Value

_TEXTS = (
    *("terraform_binary", "terraform_version_constraint", "terragrunt_version_constraint", "download_dir"),
    *("iam_role", "iam_assume_role_session_name", "iam_web_identity_token"),
)
_BLOCKS = ("catalog", "dependencies", "engine", "errors", "exclude")
_OTHERS = ("prevent_destroy", "iam_assume_role_duration", "skip")
_PARTS = (
    *("locals", "inputs", "terraform", "remote_state", "generate", "dependency", "feature"),
    *(*_TEXTS, *_BLOCKS, *_OTHERS),
)


class Read(Protocol):
    """A configuration that is read."""

    main: Reading

    def feature(self, name: str) -> Value | None:
        """The value of a feature flag."""

    def outputs_of(self, folder: str) -> Outputs | None:
        """What a unit or stack hands on."""


def whole(config: Read, layers: Layers) -> Mapping:
    """All that some of its files say. Raises Problem."""
    return object_of({name: value for name in _PARTS if (value := part_of(config, name, layers)) is not None})


def part_of(config: Read, name: str, layers: Layers) -> Value | None:
    """One part of what some of its files say. Raises Problem."""
    if name == "locals":
        own = config.main if config.main in layers.readings else layers.readings[-1]
        return own.locals()
    if name == "inputs":
        return layers.merged(name) or object_of({})
    if name == "dependency":
        return dependency_value(dependencies(layers, config.outputs_of), (), config.main.document.top)[0]
    if name == "terraform":
        found = layers.terraform("source")
        return object_of({"source": found[1].value(found[0])}) if found else None
    if name == "remote_state":
        block = layers.block(name)
        return layers.strongest(name) if block is None else block.as_object()
    if name == "generate":
        return merged(object_of(layers.objects(name)), layers.strongest(name), SHALLOW)
    if name == "feature":
        flags = layers.labelled(name)
        return object_of({flag: object_of({"value": config.feature(flag) or Scalar(None)}) for flag in flags})
    if name in _BLOCKS:
        block = layers.block(name)
        return block.as_object() if block is not None else None
    return layers.strongest(name) or (text("") if name in _TEXTS else None)
