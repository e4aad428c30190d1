"""Buckets by what protects them: a state of each for each column, and what accounts come to."""

from __future__ import annotations

from typing import Any

from s3lint.fleet.store.database import Store
from s3lint.record import Struct
from s3lint.report.columns import COLUMNS, Column

SHOWN: tuple[Column, ...] = tuple(column for column in COLUMNS if column.beliefs or column.requesters)
STATES = "nuy"  # missing, undecided, in place: the worst of a column counts

_STATES = """
CREATE OR REPLACE TEMP TABLE bucket_state AS
    SELECT repository, root, address, "column", min(state) AS state FROM (
        SELECT c.repository, c.root, c.address, k."column",
            CASE c.state WHEN 'no' THEN 0 WHEN 'yes' THEN 2 ELSE 1 END AS state
        FROM controls c JOIN column_of k ON k.kind = 'control' AND k.label = c.control
        UNION ALL SELECT a.repository, a.root, a.address, k."column",
            CASE a.state WHEN 'no' THEN 2 WHEN 'yes' THEN 0 ELSE 1 END
        FROM access a JOIN column_of k ON k.kind = 'access' AND k.label = a.who
    ) GROUP BY ALL
"""
_BUCKETS = """
SELECT b.repository, b.address, b.name, b.path, b.line, list(s."column"), list(s.state), any_value(f.worst),
    coalesce(any_value(f.number), 0)
FROM buckets b
LEFT JOIN bucket_state s USING (repository, root, address)
LEFT JOIN (SELECT repository, root, resource AS address, count(*) AS number,
        max(list_position(['info', 'low', 'medium', 'high', 'critical'], severity)) AS worst
    FROM findings WHERE verdict = 'fail' AND suppressed IS NULL GROUP BY ALL) f USING (repository, root, address)
WHERE NOT b.existing GROUP BY b.repository, b.root, b.address, b.name, b.path, b.line
ORDER BY coalesce(any_value(f.worst), 0) DESC, 9 DESC, b.repository, b.path, b.line, b.address
"""
_ACCOUNTS = """
SELECT coalesce(nullif(b.account, ''), 'not known') AS account, s."column",
    count(*) FILTER (s.state = 0), count(*) FILTER (s.state = 1), count(*) FILTER (s.state = 2)
FROM buckets b JOIN bucket_state s USING (repository, root, address)
WHERE NOT b.existing GROUP BY ALL ORDER BY ALL
"""


class BucketRow(Struct, frozen=True):
    """One bucket: where it is, its states by column as letters, the worst failure and how many there are."""

    repository: str
    address: str
    name: str
    path: str
    line: int
    states: str
    worst: int  # 0: none, 1: info, … 5: critical
    failures: int


Counts = tuple[int, int, int]
"""How many buckets lack something, are undecided, have it."""


def prepare(store: Store) -> None:
    """Works out the states of all buckets, which the other questions ask."""
    store.ask('CREATE OR REPLACE TEMP TABLE column_of (kind VARCHAR, label VARCHAR, "column" INTEGER)')
    for number, column in enumerate(SHOWN):
        labels = [("control", label) for label in column.beliefs] + [("access", who) for who in column.requesters]
        for kind, label in labels:
            store.ask("INSERT INTO column_of VALUES (?, ?, ?)", [kind, label, number])
    store.ask(_STATES)


def bucket_rows(store: Store) -> list[BucketRow]:
    """All buckets, the worst first."""
    return [_bucket(*row) for row in store.ask(_BUCKETS)]


def account_rows(store: Store) -> dict[str, dict[int, Counts]]:
    """For each account and column how many buckets are in which state."""
    found: dict[str, dict[int, Counts]] = {}
    for account, column, *counts in store.ask(_ACCOUNTS):
        found.setdefault(account, {})[column] = (counts[0], counts[1], counts[2])
    return found


def _bucket(*row: Any) -> BucketRow:
    repository, address, name, path, line, columns, states, worst, failures = row
    letters = [" "] * len(SHOWN)
    for column, state in zip(columns, states, strict=True):
        if column is not None:
            letters[column] = STATES[state]
    return BucketRow(
        repository, address, name or "", path or "", line or 1, "".join(letters), worst or 0, int(failures)
    )
