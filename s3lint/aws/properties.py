"""The properties of each type of the table: what is read, what has no bearing, what is a limit. For the page and tests.

What is read is found out by asking the adapters; the rest is stated in coverage.json, a block for all that is below.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from s3lint.aws.asked import Asked, asked
from s3lint.aws.coverage import coverage
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.spellings import Steps
from s3lint.packaged import packaged

Whys = dict[str, list[Steps]]


class Properties(NamedTuple):
    """Of one type under one name, in the order of the schemas. `there`: only whether it is there counts."""

    read: list[Steps]
    there: list[Steps]
    irrelevant: Whys
    limit: Whys
    unlisted: list[Steps]  # what is on no list


@cache
def names() -> dict[str, Any]:
    """The types and settable properties that the schemas of others have, as trees."""
    found: dict[str, Any] = json.loads(packaged("s3lint.aws", "data/names.json"))
    return found


@cache
def schema(name: str) -> tuple[Steps, ...]:
    """The settable properties of a type, as paths to those that have none below them."""
    trees = [names()[part].get(name) or {} for part in ("terraform", "newer", "cloudformation")]
    return tuple(dict.fromkeys(leaf for tree in trees for leaf in _leaves(tree, ())))


def _leaves(tree: dict[str, Any], above: Steps) -> Iterator[Steps]:
    for name, below in tree.items():
        if below:
            yield from _leaves(below, (*above, name))
        else:
            yield (*above, name)


@cache
def statements(name: str) -> dict[str, dict[Steps, str]]:
    """What coverage.json says of the properties of a type, under `irrelevant` and `limit`: paths, and why."""
    groups = [coverage()["everywhere"], *(group for group in coverage()["properties"] if name in group["of"])]
    found: dict[str, dict[Steps, str]] = {"irrelevant": {}, "limit": {}}
    for part, said in found.items():
        for group in groups:
            said |= {_steps(path): why for why, paths in group.get(part, {}).items() for path in paths}
    return found


def _steps(path: str) -> Steps:
    """A path as it is stated; `*` stands for the whole type."""
    return () if path == "*" else tuple(path.split("."))


def properties_of(one: ResourceType, name: str) -> Properties:
    """The properties of a type under one of its names in the schemas."""
    leaves, answers = schema(name), asked(one, name)
    read = [steps for steps in answers if any(_on_one_way(steps, leaf) for leaf in leaves)]
    found = Properties([s for s in read if answers[s]], [s for s in read if not answers[s]], {}, {}, [])
    said = statements(name)
    for leaf in leaves:
        if not _is_read(leaf, answers):
            _state(leaf, said, found)
    return found


def _on_one_way(one: Steps, other: Steps) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _is_read(leaf: Steps, answers: Asked) -> bool:
    """Whether it is asked for, or what it is in is handed on whole, or a key is asked of it (a map)."""
    return any(
        steps == leaf or (_on_one_way(steps, leaf) and (whole or steps > leaf)) for steps, whole in answers.items()
    )


def _state(leaf: Steps, said: dict[str, dict[Steps, str]], found: Properties) -> None:
    """The statement that is nearest to a property counts."""
    for length in range(len(leaf), -1, -1):
        for part, whys in (("irrelevant", found.irrelevant), ("limit", found.limit)):
            why = said[part].get(leaf[:length])
            if why is not None:
                listed = whys.setdefault(why, [])
                if leaf[:length] not in listed:
                    listed.append(leaf[:length])
                return
    found.unlisted.append(leaf)
