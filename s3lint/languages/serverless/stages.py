"""The stages of a service: those that it writes something for."""

from __future__ import annotations

from s3lint.languages.serverless.located import entries
from s3lint.languages.serverless.service import Service
from s3lint.languages.serverless.template import template_of
from s3lint.values.environment import Answer, Choice

STAGE = "stage"
MOST_STAGES = 20
_SHARED = frozenset({"default", "common", "shared", "global", "base", "other", "all"})  # what is for any stage


def choices(service: Service) -> list[Choice]:
    """The stage as a choice, where the service names several. One that is given is none."""
    if STAGE in service.inputs.variables:
        return []
    template_of(service)  # which finds what the stage selects
    names = stage_names(service)[:MOST_STAGES]
    # where nothing is written for the stage by default, the service cannot be deployed to it
    if not (service.variables.misses and names and service.stage not in names):
        names = [service.stage, *(name for name in names if name != service.stage)]
    if len(names) < 2:
        return []
    answers = tuple(Answer(name, service.path, variables={STAGE: name}) for name in names)
    return [Choice(STAGE, answers, frozenset({STAGE}))]


def stage_names(service: Service) -> list[str]:
    """The stages that a service writes something for, once its template is made."""
    named = dict(service.variables.sources.by_stage)
    for path in (("params",), ("stages",)):
        found = service.variables.at(*path)
        named.update(dict.fromkeys(name for name, _ in entries(found)) if found is not None else {})
    return [name for name in named if name.lower() not in _SHARED]
