"""The graphs of a root, for questions that are no checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s3lint.config import Settings
from s3lint.engine.input.root_settings import inputs_of, settings_of
from s3lint.engine.run.account_facts import for_root
from s3lint.engine.run.judge import context_of
from s3lint.engine.run.loading import Loading, by_default

if TYPE_CHECKING:
    from s3lint.engine.run.part import Part
    from s3lint.graph import Graph
    from s3lint.languages.frontend import Root
    from s3lint.source import Diagnostic


def graphs(part: Part, root: Root) -> tuple[list[Graph], list[Diagnostic]]:
    """The graphs of a root as it is deployed by default, or in the environment that is asked for."""
    from s3lint.graph import build

    settings: Settings = settings_of(root, part.configs.of(root.folder))
    inputs = inputs_of(settings, part.given.var_files, part.given.parameters)
    if settings.environment:
        inputs = by_default(part.frontends, root, settings, inputs)
    elsewhere = for_root(root, part.facts)
    found: list[Graph] = []
    diagnostics: list[Diagnostic] = []
    for configuration in Loading(part.frontends, root, part.beside.get(root, ()), audit=settings.audit).load(inputs):
        found.append(build(configuration, context_of(settings, elsewhere)))
        diagnostics += configuration.diagnostics
    return found, diagnostics
