"""The columns of the matrix: what a bucket is asked, which beliefs answer it, and which checks judge it."""

from __future__ import annotations

from collections.abc import Iterable

from s3lint.engine.report import BucketSummary
from s3lint.record import Struct


class Column(Struct, frozen=True):
    """One column. `beliefs` and `requesters` are the names of the lines that answer it (questions/beliefs.py)."""

    title: str
    codes: frozenset[str]
    beliefs: tuple[str, ...] = ()
    requesters: tuple[str, ...] = ()  # nobody of these classes should reach the bucket

    def believed(self, bucket: BucketSummary) -> tuple[str, str]:
        """The state of a bucket (yes, no, unknown, or nothing where nobody asked), the worst of all, and its text."""
        lines = [(c.state, c.text) for c in bucket.controls if c.label in self.beliefs]
        turned = {"yes": "no", "no": "yes"}
        lines += [(turned.get(r.state, r.state), r.text) for r in bucket.requesters if r.who in self.requesters]
        return min(lines, key=lambda line: _WORST.get(line[0], 1), default=("", ""))


_WORST = {"no": 0, "unknown": 1, "yes": 2}


def _column(title: str, codes: str, beliefs: Iterable[str] = (), requesters: Iterable[str] = ()) -> Column:
    return Column(title, frozenset(f"S3L{code}" for code in codes.split()), tuple(beliefs), tuple(requesters))


_FLAGS = ("block public acls", "ignore public acls", "block public policy", "restrict public buckets")
COLUMNS = (
    _column("Public", "101 103 104 107 109 110 112 115 205 406", requesters=["anyone"]),
    _column("Other accounts", "114 202 211 213 408", requesters=["other accounts", "organizations"]),
    _column("Block Public Access", "102 108", _FLAGS),
    _column("ACLs disabled", "105 106 513", ["ACLs disabled"]),
    _column("TLS", "201 210", ["plain HTTP denied"]),
    _column("Policy", "203 204 206 207 208 212 214 215 511"),
    _column("Encryption", "209 301 302 303 304 305 306 307 308 309", ["encryption"]),
    _column("Logging", "401 402 403 404 405 407 409 410 411 412", ["access logging"]),
    _column("Versioning", "501 502", ["versioning"]),
    _column("Retention", "503 504 510", ["object lock"]),
    _column("Lifecycle", "505 506 507", ["lifecycle"]),
    _column("Replication", "508 509", ["replication"]),
    _column("Name", "601 602 603 604 605 606"),
)
SOMETIMES = frozenset(("Policy", "Retention", "Lifecycle", "Replication", "Name", "Other"))
"""Columns of which a report without findings there has no need."""
OTHERS = Column("Other", frozenset())
_BY_TITLE = {column.title: column for column in COLUMNS}
_BY_CODE = {code: column for column in COLUMNS for code in column.codes}
_BY_AREA = {"3": "Encryption", "4": "Logging", "6": "Name"}  # of checks that no column names


def column_of(code: str) -> Column:
    """The column of a check; those that neither a column names nor their area tells share one."""
    return _BY_CODE.get(code) or _BY_TITLE.get(_BY_AREA.get(code[3:4], ""), OTHERS)
