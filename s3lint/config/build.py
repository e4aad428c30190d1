"""Layers of settings joined into Settings: a later layer wins key by key.

`[severity]`, `[[account]]` and `[[per-path]]` add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from s3lint.checks import Check, Profile, Severity
from s3lint.config.bucket_roles import bucket_roles, day_of
from s3lint.config.errors import ConfigError
from s3lint.config.forbidden import forbidden
from s3lint.config.layers import Layer
from s3lint.config.selection import codes_of, of_profile, union
from s3lint.config.settings import AccountRule, ModuleSummary, PathRule, Settings
from s3lint.source import join

PLAIN = {
    "unknown": "unknown",
    "unread-modules": "unread_modules",
    "output-format": "output_format",
    "respect-gitignore": "respect_gitignore",
    "require-reason": "require_reason",
    "peer-ignores": "peer_ignores",
    "account-id": "account_id",
    "region": "region",
    "sensitivity-tag": "sensitivity_tag",
    "minimum-tls-version": "minimum_tls_version",
    "buckets-per-key": "buckets_per_key",
    "engine": "engine",
    "workspace": "workspace",
    "repository-url": "repository_url",
}
LISTS = {
    "show": "show",
    "trusted-accounts": "trusted_accounts",
    "sensitive-words": "sensitive_words",
    "owner-words": "owner_words",
    "short-lived": "short_lived",
    "owned-buckets": "owned_buckets",
    "environment": "environment",
    "exclude-environments": "exclude_environments",
}
LEVELS = {"min-severity": "min_severity", "fail-on": "fail_on"}
FLAGS = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")
MOST_TABLES = 500
FILES = {"var-files": "var_files", "parameters": "parameters"}


def build(layers: Sequence[Layer], checks: Sequence[Check]) -> Settings:
    """The settings that the layers make, the lowest first. Raises ConfigError."""
    found: dict[str, Any] = {
        "codes": frozenset(),
        "severity": {},
        "vars": {},
        "env": {},
        "per_path": (),
        "accounts": (),
        "exclude": (),
    }
    origins: dict[str, str] = {}
    profile = Profile[_last(layers, "profile", "default").upper()]
    codes = of_profile(profile, checks)
    for layer in layers:
        values = layer.values
        check_version(layer)
        _limit_tables(layer)
        origins |= dict.fromkeys(values, layer.name)
        codes = _select(codes, layer, checks)
        found |= {field: values[key] for key, field in PLAIN.items() if key in values}
        found |= {field: tuple(values[key]) for key, field in LISTS.items() if key in values}
        found |= {field: Severity[values[key].upper()] for key, field in LEVELS.items() if key in values}
        found |= {field: _files(layer, key) for key, field in FILES.items() if key in values}
        if "account-public-access-block" in values:
            found["account_block"] = _flags(values["account-public-access-block"])
        if "baseline" in values:
            found["baseline"] = _file(layer, "baseline", values["baseline"])
        if "non-ignorable" in values:
            found["non_ignorable"] = _codes(layer, "non-ignorable", values["non-ignorable"], checks)
        if "exclude" in values:
            found["exclude"] = (*found["exclude"], (layer.folder, tuple(values["exclude"])))
        found["severity"] = {**found["severity"], **_severities(layer, values.get("severity", {}), checks)}
        found |= {key: {**found[key], **variables(values.get(key, {}))} for key in ("vars", "env")}
        rules = (_path_rule(layer, n, rule, checks) for n, rule in enumerate(values.get("per-path", ())))
        found["per_path"] = (*found["per_path"], *rules)
        found["forbidden"] = (*found.get("forbidden", ()), *forbidden(layer))
        found["bucket_roles"] = (*found.get("bucket_roles", ()), *bucket_roles(layer))
        modules = (_module(layer, one) for one in values.get("module", ()))
        found["modules"] = (*found.get("modules", ()), *modules)
        accounts = (_account_rule(layer, n, rule) for n, rule in enumerate(values.get("account", ())))
        found["accounts"] = (*found["accounts"], *accounts)
    audit = any(check.profile is Profile.AUDIT and check.code in codes for check in checks)
    return Settings(**{**found, "codes": codes, "profile": profile, "audit": audit, "origins": origins})


def _limit_tables(layer: Layer) -> None:
    """Each finding is compared with each table."""
    for key in ("per-path", "bucket"):
        if len(layer.values.get(key, ())) > MOST_TABLES:
            raise _at(layer, (key, MOST_TABLES), f"more than {MOST_TABLES} [[{key}]] tables")


def _flags(value: bool | list[str]) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(value)
    return FLAGS if value else ()


def _last(layers: Sequence[Layer], key: str, default: str) -> str:
    return next((str(layer.values[key]) for layer in reversed(layers) if key in layer.values), default)


def _select(codes: frozenset[str], layer: Layer, checks: Sequence[Check]) -> frozenset[str]:
    """A layer's selection applied to that of the layers below."""
    values = layer.values
    if "select" in values:
        codes = _codes(layer, "select", values["select"], checks)
    codes |= _codes(layer, "extend-select", values.get("extend-select", ()), checks)
    return codes - _codes(layer, "ignore", values.get("ignore", ()), checks)


def _codes(layer: Layer, key: str, selectors: Sequence[str], checks: Sequence[Check]) -> frozenset[str]:
    try:
        return union(selectors, checks)
    except ConfigError as error:
        raise _at(layer, (key,), str(error)) from error


def _severities(layer: Layer, table: Mapping[str, str], checks: Sequence[Check]) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for selector, word in table.items():
        try:
            found |= dict.fromkeys(codes_of(selector, checks), Severity[word.upper()])
        except ConfigError as error:
            raise _at(layer, ("severity", selector), str(error)) from error
    return found


def variables(table: Mapping[str, Any]) -> dict[str, str]:
    """Values as `--var NAME=VALUE` would write them."""
    return {name: str(v).lower() if isinstance(v, bool) else str(v) for name, v in table.items()}


def _file(layer: Layer, key: str, name: str) -> str:
    path = join(layer.folder, name)
    if path is None:
        raise _at(layer, (key,), f"{key}: '{name}' is outside the scanned tree")
    return path


def _files(layer: Layer, key: str) -> tuple[str, ...]:
    return tuple(_file(layer, key, name) for name in layer.values[key])


def _path_rule(layer: Layer, number: int, rule: dict[str, Any], checks: Sequence[Check]) -> PathRule:
    return PathRule(
        folder=layer.folder,
        paths=tuple(rule["paths"]),
        ignore=_codes(layer, "per-path", rule.get("ignore", ()), checks),
        severity=_severities(layer, rule.get("severity", {}), checks),
        reason=rule.get("reason", ""),
        until=day_of(layer, ("per-path", number, "until"), rule.get("until")),
        vars=variables(rule.get("vars", {})),
        env=variables(rule.get("env", {})),
        var_files=tuple(_file(layer, "var-files", name) for name in rule.get("var-files", ())),
        parameters=tuple(_file(layer, "parameters", name) for name in rule.get("parameters", ())),
        workspace=rule.get("workspace"),
        account_id=rule.get("account-id"),
        region=rule.get("region"),
        origin=layer.name,
        line=layer.line_of("per-path", number),
    )


def _module(layer: Layer, table: dict[str, Any]) -> ModuleSummary:
    return ModuleSummary(table["source"], _file(layer, "module", table["summary"]), tuple(table.get("versions", ())))


def _account_rule(layer: Layer, number: int, rule: dict[str, Any]) -> AccountRule:
    if "alias" not in rule and "paths" not in rule:
        text = "requires 'alias' or 'paths' (without either, set account-id and region beside it)"
        raise _at(layer, ("account", number), f"account: {text}")
    if not rule.keys() - {"alias", "paths"}:
        raise _at(
            layer, ("account", number), "account: requires 'account-id', 'region' or 'account-public-access-block'"
        )
    return AccountRule(
        folder=layer.folder,
        paths=tuple(rule.get("paths", ())),
        alias=rule.get("alias", ""),
        account_id=rule.get("account-id"),
        region=rule.get("region"),
        account_block=_flags(rule.get("account-public-access-block", False)),
    )


def check_version(layer: Layer) -> None:
    """Raises ConfigError where the layer asks for another version of s3lint."""
    wanted = layer.values.get("required-version")
    if wanted is None:
        return
    from s3lint import __version__
    from s3lint.config.version import allows

    fits = allows(wanted, __version__)
    if fits is None:
        raise _at(
            layer, ("required-version",), f"required-version: '{wanted}' is neither a version nor a list of conditions"
        )
    if not fits:
        raise _at(layer, ("required-version",), f"requires s3lint {wanted}, but this is {__version__}")


def _at(layer: Layer, path: tuple[str | int, ...], message: str) -> ConfigError:
    return ConfigError(f"{layer.name}:{layer.line_of(*path)}: {message}" if layer.text else message)
