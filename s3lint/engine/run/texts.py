"""The code of the roots of a run: it is searched for what they have to do with each other before any is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from s3lint.engine.run.loading import Basis
from s3lint.languages import Frontends
from s3lint.languages.frontend import Root
from s3lint.source import is_trial

Place = tuple[str, str]
"""The language of a root, and a path that it takes in."""
Texts = Mapping[Place, str]


def texts_of(frontends: Frontends, roots: Iterable[Basis]) -> Texts:
    """The code of all roots that may have to do with each other; none where it is one alone."""
    able = [one for one in roots if not is_apart(one[0].path)]
    found: dict[Place, str] = {}
    if len(able) < 2:
        return found
    for root, _, inputs in able:
        for place in places_of(root):
            if place not in found:
                found[place] = frontends.of(root).text(place[1], inputs)
    return found


def places_of(root: Root) -> list[Place]:
    """Where the code of a root is."""
    return [(root.language, path) for path in sorted(root.takes_in)]


def is_apart(path: str) -> bool:
    """Whether a root is an example or a test, by the folders that it lies in: it is deployed with nothing else."""
    return any(map(is_trial, path.split("/")))
