"""A root judged in each environment that its code declares: what differs is judged again, the rest once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from s3lint.engine.run.agreement import agreed
from s3lint.engine.run.seen import Before, Seen
from s3lint.engine.run.worlds import MOST_WORLDS, World, Worlds
from s3lint.source import Diagnostic, Location
from s3lint.values import Configuration, Inputs
from s3lint.values.environment import with_answers

Load = Callable[[Inputs], Iterable[Configuration]]
See = Callable[[Configuration, Before], Seen]


def in_each(worlds: Worlds, load: Load, inputs: Inputs, see: See) -> Iterator[Seen]:
    """What came of each configuration of a root, in all of its worlds together."""

    def judged(world: World, first: Sequence[Seen] = ()) -> list[Seen]:
        changed = worlds.changed(world)
        given = with_answers(inputs, worlds.answers(world), worlds.watched)
        return [
            see(configuration, Before(worlds.watched, changed, first[place] if place < len(first) else None))
            for place, configuration in enumerate(load(given))
        ]

    first = judged(worlds.base)
    rounds: dict[World, list[Seen]] = {worlds.base: first}
    while todo := _next(worlds, rounds):
        rounds |= {world: judged(world, first) for world in todo[: MOST_WORLDS - len(rounds)]}
        if len(rounds) == MOST_WORLDS:
            break
    left = len(todo)
    for place in range(max(map(len, rounds.values()))):
        merged = agreed(worlds, {world: found[place] for world, found in rounds.items() if place < len(found)})
        yield _limited(merged, left) if left and place == 0 else merged


def _next(worlds: Worlds, rounds: dict[World, list[Seen]]) -> list[World]:
    """The worlds in which something may differ from what was seen: more of them may show in each."""
    seen = [one for found in rounds.values() for one in found]
    relevant = frozenset[str]().union(*(one.relevant for one in seen))
    joint = frozenset[frozenset[str]]().union(*(one.joint for one in seen))
    return [world for world in (*worlds.alone(relevant), *worlds.together(joint)) if world not in rounds]


def _limited(seen: Seen, left: int) -> Seen:
    text = f"more than {MOST_WORLDS} environments: s3lint did not judge the others"
    place = Location(seen.buckets[0].root if seen.buckets else ".")
    hint = "name those that you deploy: --environment NAME"
    made = Diagnostic("S3L905", text, place, incomplete=False, hint=hint, left_out="environment")
    return replace(seen, diagnostics=[*seen.diagnostics, made])
