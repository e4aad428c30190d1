"""Changes to JSON that leave it JSON: what plain mutation of bytes hardly ever does, so that readers see odd shapes."""

from __future__ import annotations

import json
from contextlib import suppress
from random import Random
from typing import Any

ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    10**30,
    1e308,
    "",
    "*",
    "x",
    "\ud800",
    "\x1b[2J\n::error::",
    "${aws_s3_bucket.this.id}",
    "arn:aws:s3:::amzn-s3-demo-bucket/*",
    [],
    {},
    [[]],
    [{}],
    {"": None},
    [None],
)
Place = tuple[Any, Any]  # a list or object, and the index or key in it


def mutated(random: Random, data: bytes, donors: list[Any]) -> bytes | None:
    """The text with up to five parts dropped, doubled, moved, wrapped or replaced; None where it is no JSON."""
    try:
        holder = [json.loads(data)]
        for _ in range(random.randint(1, 5)):
            _change(random, random.choice(_places(holder)), holder, donors)
        return json.dumps(holder[0]).encode()
    except (ValueError, RecursionError):
        return None


def donors(texts: list[bytes]) -> list[Any]:
    """Those of the texts that are JSON, to take parts of."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(json.loads(text))
    return [value for value in found if value and isinstance(value, dict | list)]


def _places(value: Any) -> list[Place]:
    """Every place below a value."""
    found: list[Place] = []
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        keys = list(inner) if isinstance(inner, dict) else range(len(inner)) if isinstance(inner, list) else ()
        found += [(inner, key) for key in keys]
        waiting += [inner[key] for key in keys]
    return found


def _change(random: Random, place: Place, holder: list[Any], donors: list[Any]) -> None:
    inside, key = place
    value = inside[key]
    other, there = random.choice(_places([random.choice(donors)]))
    match random.randrange(7):
        case 0:
            inside[key] = _copy(random.choice(ODD))
        case 1:
            inside[key] = _copy(other[there])
        case 2:
            inside[key] = [value] if random.random() < 0.5 else {str(random.choice(ODD)): value}
        case 3 if isinstance(value, list) and value:
            value.append(_copy(random.choice(value)))
        case 4 if isinstance(inside, dict):
            inside[str(there) if random.random() < 0.7 else str(random.choice(ODD))] = inside.pop(key)
        case 5 if inside is not holder:
            del inside[key]
        case _:
            into, where = random.choice(_places(holder))
            into[where] = _copy(value)


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value))
