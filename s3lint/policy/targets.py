"""What a request can be about: the actions of S3, each on its own kind of resource, and keys of objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from s3lint.policy import actions
from s3lint.policy.conditions import Given
from s3lint.policy.document import Statement
from s3lint.policy.glob import NO, YES, common, example, is_wild, like
from s3lint.policy.placeholders import FRESH_KEY, has_hole, has_slash
from s3lint.policy.variables import filled

MOST_KEYS = 60


@dataclass(frozen=True, slots=True)
class Layer:
    """A policy that a request must pass: its statements, and how resources are called in them."""

    statements: tuple[Statement, ...]
    arn: str  # of the bucket, or of the access point
    separator: str = "/"  # between it and an object's key: `/object/` for access points
    needs_allow: bool = True
    _actions: dict[int, dict[str, int]] = field(default_factory=dict, compare=False, repr=False)
    _resources: dict[tuple[int, str], int] = field(default_factory=dict, compare=False, repr=False)

    def covers_resource(self, statement: Statement, resource: str) -> int:
        """Whether a statement of this layer, without values for its variables, covers a resource; asked many times."""
        found = self._resources.get((id(statement), resource))
        if found is None:
            found = covers_resource(statement, filled(statement, statement.resources, {}), resource)
            self._resources[id(statement), resource] = found
        return found

    def coverage(self, statement: Statement) -> dict[str, int]:
        """What a statement of this layer says of each action; asked many times."""
        found = self._actions.get(id(statement))
        if found is None:
            found = self._actions[id(statement)] = coverage(statement)
        return found

    def resource(self, key: str | None) -> str:
        """The ARN of the bucket (no key) or of one of its objects."""
        return self.arn if key is None else f"{self.arn}{self.separator}{key}"


@dataclass(frozen=True, slots=True)
class Target:
    """One action on the bucket (no key) or on an object."""

    action: str
    key: str | None


def covers_action(statement: Statement, action: str) -> int:
    """Whether Action or NotAction of a statement covers an action of S3."""
    return coverage(statement)[action]


def coverage(statement: Statement) -> dict[str, int]:
    """What Action or NotAction of a statement says of each action of S3."""
    patterns = tuple(term.text for term in statement.actions)
    return _inverse(patterns) if statement.not_action else _coverage(patterns)


@lru_cache(maxsize=2048)
def _inverse(patterns: tuple[str, ...]) -> dict[str, int]:
    return {action: YES - found for action, found in _coverage(patterns).items()}


@lru_cache(maxsize=2048)
def _coverage(patterns: tuple[str, ...]) -> dict[str, int]:
    """What patterns of Action say of each action of S3: few sets of them occur, many times."""
    return {
        action: max((actions.names_action(pattern, action) for pattern in patterns), default=NO)
        for action in actions.known()
    }


def covers_resource(statement: Statement, patterns: tuple[str, ...], resource: str) -> int:
    """Whether Resource or NotResource covers a resource; `patterns` are its own, variables filled in."""
    whole = not has_slash(resource)
    # no bucket's name has a slash, whatever its unknown parts are: a pattern with one covers objects only
    found = max((NO if whole and has_slash(pattern) else like(pattern, resource) for pattern in patterns), default=NO)
    return YES - found if statement.not_resource else found


def action_groups(layers: tuple[Layer, ...], wanted: frozenset[str] | None) -> list[tuple[str, str]]:
    """Actions with their kind of resource, one for each way in which the statements treat them."""
    named = ((tuple(term.text for term in s.actions), s.not_action) for layer in layers for s in layer.statements)
    return _groups(tuple(dict.fromkeys(named)), wanted)


@lru_cache(maxsize=256)
def _groups(named: tuple[tuple[tuple[str, ...], bool], ...], wanted: frozenset[str] | None) -> list[tuple[str, str]]:
    found: dict[tuple[object, ...], tuple[str, str]] = {}
    for kind in ("object", "bucket"):
        for action in actions.on(kind):
            if wanted is None or action in wanted:
                way = (kind, *((_coverage(patterns)[action], negated) for patterns, negated in named))
                found.setdefault(way, (action, kind))
    return list(found.values())


def object_keys(layers: tuple[Layer, ...], linked: Mapping[str, Given]) -> list[str]:
    """A fresh key, and keys that the resource patterns single out; `linked` are the values of policy variables."""
    found = [FRESH_KEY]
    for layer in layers:
        prefix = layer.resource("")
        patterns = list(dict.fromkeys(t for s in layer.statements for t in filled(s, s.resources, linked)))
        inverse = [t for s in layer.statements if s.not_resource for t in filled(s, s.resources, linked)]
        for pattern in patterns:
            found += _keys(pattern, prefix)
        for one in patterns[:20]:
            for two in inverse[:20]:
                if one != two and (text := common(one, two)) and text.startswith(prefix):
                    found += [text[len(prefix) :], text[len(prefix) :] + FRESH_KEY]
    return [key for key in dict.fromkeys(found) if key][:MOST_KEYS]


def _keys(pattern: str, prefix: str) -> Iterator[str]:
    for fill in (FRESH_KEY, ""):
        text = example(pattern, fill)
        if text.startswith(prefix):
            yield text[len(prefix) :]
    if is_wild(pattern) and not has_hole(prefix + pattern) and (shortest := common(pattern, prefix + "*")) is not None:
        yield shortest[len(prefix) :] + (FRESH_KEY if pattern.endswith("*") else "")
