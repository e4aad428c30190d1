"""What hangs on one input of a root: which resources would be others, or not there, with another value."""

from __future__ import annotations

from s3lint.engine.input.root_settings import inputs_of, settings_of
from s3lint.engine.run.loading import configurations
from s3lint.engine.run.part import Part
from s3lint.languages.embedded import join_templates
from s3lint.languages.frontend import Root
from s3lint.record import Struct, replace
from s3lint.source import Location


class Hanging(Struct, frozen=True):
    """A resource that hangs on an input."""

    address: str
    location: Location | None


def hanging(part: Part, root: Root, name: str) -> list[Hanging]:
    """The resources about S3 of a root that hang on an input, in the order of the code."""
    settings = settings_of(root, part.configs.of(root.folder))
    inputs = replace(inputs_of(settings, part.given.var_files, part.given.parameters), watched=frozenset({name}))
    found: dict[str, Hanging] = {}
    for configuration in configurations(part.frontends, root, inputs, audit=False):
        join_templates(configuration, part.frontends.tree, inputs)
        for resource in configuration.resources:
            if name in resource.hangs_on:
                place = resource.header.location() if resource.header else None
                found.setdefault(resource.address, Hanging(resource.address, place))
    return list(found.values())
