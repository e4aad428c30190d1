"""What the store knows already: the results that still hold, and what was found alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from s3lint.fleet.store.database import Store
from s3lint.record import Struct


class Known(Struct, frozen=True):
    """The results of one repository that hold today."""

    alone: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    renewed: str = ""  # what tells a new result from one that no longer holds

    @property
    def for_alone(self) -> tuple[tuple[str, ...], str]:
        """What a task alone is told."""
        return self.alone, self.renewed


def known_results(store: Store, today: str) -> Mapping[str, Known]:
    """Those of all repositories, by name."""
    query = """SELECT repository, kind, coalesce(renewed, ''), coalesce(holds_until, ?) < ? AS is_over, list(result)
        FROM all_results GROUP BY ALL ORDER BY coalesce(renewed, '')"""
    holding: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"alone": [], "joined": []})
    renewed: dict[str, str] = {}
    for name, kind, day, is_over, results in store.ask(query, [today, today]):
        if not is_over:
            holding[name][kind] += results
        if kind == "alone":
            renewed[name] = today if is_over else day
    names = holding.keys() | renewed.keys()
    return {
        name: Known(tuple(holding[name]["alone"]), tuple(holding[name]["joined"]), renewed.get(name, ""))
        for name in names
    }


def verdicts(store: Store, results: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """The fingerprints of the findings of results, with their verdicts."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    query = "SELECT result, fingerprint, verdict FROM all_findings WHERE list_contains(?, result)"
    for result, fingerprint, verdict in store.ask(query, [list(results)]):
        found[result][fingerprint] = verdict
    return found
