"""The texts of `s3lint explain`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from s3lint.checks import Check, Profile, find
from s3lint.checks.catalogue import ALL
from s3lint.config import ConfigError, closest, codes_of, of_profile

AREAS = {
    "1": "Exposure: who outside can reach the data",
    "2": "Policies: what the named ones may do",
    "3": "Encryption",
    "4": "Logging and monitoring",
    "5": "Data protection",
    "6": "Names",
    "7": "IAM, network and account services",
    "8": "Other kinds of bucket",
}


def catalogue(form: str, profile: str | None = None) -> str:
    """All checks, or those of a profile, by area."""
    codes = of_profile(Profile[profile.upper()], ALL) if profile else {check.code for check in ALL}
    return _list([check for check in ALL if check.code in codes], form)


def page(word: str, form: str) -> str:
    """One check's page; the list of the checks that a prefix, framework or shared id names. Raises ConfigError."""
    check = find(word)
    named = [c for c in ALL if _is_alias(c, word)]
    if len(named) > 1:
        return _list(named, form)
    if check is None:
        try:
            codes = codes_of(word, ALL)
        except ConfigError as error:
            aliases = [alias for c in ALL for alias in c.aliases]
            raise ConfigError(str(error) if "mean" in str(error) else f"{error}{closest(word, aliases)}") from error
        if not codes:
            raise ConfigError(f"no check is called '{word}': S3L9 codes are about the analysis itself")
        return _list([c for c in ALL if c.code in codes], form)
    if form == "json":
        return json.dumps(_data(check), indent=2, ensure_ascii=False)
    return _markdown(check) if form == "markdown" else _text(check)


def _is_alias(check: Check, word: str) -> bool:
    wanted = word.strip().upper().removeprefix("AVD-")
    return any(alias.upper() == wanted for alias in check.aliases)


def _list(checks: Sequence[Check], form: str) -> str:
    if form == "json":
        return json.dumps([_data(check) for check in checks], indent=2, ensure_ascii=False)
    if form == "markdown":
        rows = [f"| {c.code} | {c.name} | {c.severity.word} | {c.profile.word} | {c.summary} |" for c in checks]
        return "\n".join(["| code | name | severity | profile | |", "| --- | --- | --- | --- | --- |", *rows])
    width = max((len(check.name) for check in checks), default=0)
    lines = []
    for area, title in AREAS.items():
        inside = [check for check in checks if check.code[3] == area]
        if inside:
            lines += ["", title, *(_line(check, width) for check in inside)]
    return "\n".join(lines[1:])


def _line(check: Check, width: int) -> str:
    return f"  {check.code}  {check.name:{width}}  {check.severity.word:8}  {check.profile.word:7}  {check.summary}"


def _data(check: Check) -> dict[str, Any]:
    return {
        "code": check.code,
        "name": check.name,
        "severity": check.severity.word,
        "profile": check.profile.word,
        "summary": check.summary,
        "page": check.doc or "",
        "fix": check.fix,
        "aliases": list(check.aliases),
        "frameworks": list(check.frameworks),
        "references": list(check.references),
    }


def _text(check: Check) -> str:
    head = f"{check.code} {check.name} ({check.severity.word}, {check.profile.word} profile)"
    also = f"Also: {', '.join((*check.aliases, *check.frameworks))}" if check.aliases or check.frameworks else ""
    tail = [f"Fix: {check.fix}", f"Suppress: # s3lint: ignore[{check.code}] <reason>", *_bullets(check.references)]
    return "\n\n".join(part for part in (head, also, (check.doc or "").strip(), "\n".join(tail)) if part)


def _markdown(check: Check) -> str:
    head = f"# {check.code} {check.name}\n\nSeverity {check.severity.word}, profile {check.profile.word}"
    also = f"Also: {', '.join((*check.aliases, *check.frameworks))}" if check.aliases or check.frameworks else ""
    doc = (check.doc or "").strip()
    return "\n\n".join(part for part in (head, also, doc, f"Fix: {check.fix}", *_bullets(check.references)) if part)


def _bullets(references: Iterable[str]) -> list[str]:
    return [f"See {reference}" for reference in references]
