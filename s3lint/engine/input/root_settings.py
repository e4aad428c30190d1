"""Which settings and inputs hold for one root: those of its folder, with the per-path values that name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from s3lint.config import PathRule, Settings
from s3lint.engine.input.ignore import Patterns
from s3lint.languages.frontend import Root
from s3lint.values import Inputs


def settings_of(root: Root, settings: Settings) -> Settings:
    """The settings of a root: those of its folder with the per-path values that name it."""
    for rule in settings.per_path:
        if applies(rule, root.path):
            settings = replace(
                settings,
                vars={**settings.vars, **rule.vars},
                env={**settings.env, **rule.env},
                var_files=(*settings.var_files, *rule.var_files),
                parameters=(*settings.parameters, *rule.parameters),
                workspace=rule.workspace or settings.workspace,
                account_id=rule.account_id or settings.account_id,
                region=rule.region or settings.region,
            )
    return settings


def applies(rule: PathRule, path: str) -> bool:
    """Whether a per-path rule speaks of a path."""
    return Patterns(rule.folder, rule.paths).covers(path)


def inputs_of(settings: Settings, var_files: Sequence[str] = (), parameters: Sequence[str] = ()) -> Inputs:
    """What readers are given beside the files. The command line's files come last and win."""
    return Inputs(
        variables=dict(settings.vars),
        env=dict(settings.env),
        var_files=(*settings.var_files, *var_files),
        parameter_files=(*settings.parameters, *parameters),
        engine=settings.engine,
        workspace=settings.workspace,
        account_id=settings.account_id,
        region=settings.region,
        repository=settings.repository_url,
    )
