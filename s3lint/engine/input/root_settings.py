"""Which settings and inputs hold for one root: those of its folder, with the per-path values that name it."""

from __future__ import annotations

from collections.abc import Sequence

from s3lint.config import AccountRule, PathRule, Settings
from s3lint.engine.input.ignore import Patterns
from s3lint.languages.frontend import Root
from s3lint.record import replace
from s3lint.values import Inputs
from s3lint.values.inputs import GivenAccount, GivenSummary


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
    here = [rule for rule in settings.accounts if not rule.paths or applies(rule, root.path)]
    for own in (rule for rule in here if not rule.alias):
        settings = replace(
            settings,
            account_id=own.account_id or settings.account_id,
            region=own.region or settings.region,
            account_block=own.account_block or settings.account_block,
        )
    return replace(settings, accounts=tuple(rule for rule in here if rule.alias))


def applies(rule: PathRule | AccountRule, path: str) -> bool:
    """Whether a rule speaks of a path."""
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
        summaries=tuple(GivenSummary(m.source, m.summary, m.versions) for m in settings.modules),
        accounts=tuple(GivenAccount(r.alias, r.account_id, r.region) for r in settings.accounts if r.alias),
    )
