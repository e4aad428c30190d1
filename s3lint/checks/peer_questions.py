"""What the ids of other tools ask: what the checks that carry them ask, a part of it, or more than that."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from s3lint.checks.model import Check
from s3lint.checks.peers import normal
from s3lint.packaged import packaged

Parts = frozenset[str]
"""Parts of what a check asks, as its verdicts name them (`Verdict.parts`)."""

WHOLE: Parts = frozenset()
"""All that a check asks."""


def questions(checks: Iterable[Check]) -> dict[str, dict[str, Parts]]:
    """What each id asks, by its normal form: the codes that answer it, each with the parts that the id is about."""
    found: dict[str, dict[str, Parts]] = defaultdict(dict)
    known = {check.code for check in checks}
    for check in checks:
        for alias in check.aliases:
            found[normal(alias)][check.code] = _parts().get((check.code, normal(alias)), WHOLE)
    for asked in found.values():
        _add_related(asked, known)
    return dict(found)


def _add_related(asked: dict[str, Parts], known: set[str]) -> None:
    """Who accepts what one check finds accepts what others find for the same reason."""
    for (code, part), (also, of_that) in _relations():
        accepted = asked.get(code)
        if also in known and accepted is not None and (not part or not accepted or part in accepted):
            whole = also in asked and not asked[also]
            asked[also] = WHOLE if whole or not of_that else asked.get(also, WHOLE) | {of_that}


def covers(accepted: Iterable[Parts], parts: Iterable[str]) -> bool:
    """Whether what several ids ask is all that a verdict rests on; one without parts rests on anything."""
    some = list(accepted)
    return any(not one for one in some) or (bool(some) and set(parts) <= WHOLE.union(*some))


@cache
def _relations() -> tuple[tuple[tuple[str, str], tuple[str, str]], ...]:
    return tuple((_split(one["accepted"]), _split(one["also"])) for one in _data()["relations"])


@cache
def _parts() -> Mapping[tuple[str, str], Parts]:
    found: dict[tuple[str, str], Parts] = {}
    for name, ids in _data()["parts"].items():
        code, part = _split(name)
        for one in ids:
            found[code, normal(one)] = found.get((code, normal(one)), WHOLE) | {part}
    return found


@cache
def _data() -> Any:
    return json.loads(packaged("s3lint.checks", "data/peer_questions.json"))


def _split(name: str) -> tuple[str, str]:
    """`S3L102 block_public_acls` as a code and a part."""
    code, _, part = name.partition(" ")
    return code, part
