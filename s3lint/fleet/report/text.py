"""`text`: a run for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s3lint.fleet.report.summary import Named, Summary
from s3lint.report.untrusted import visible
from s3lint.report.words import count

MOST = 20  # lines of a list


def render(summary: Summary) -> str:
    """The run as text."""
    return "\n".join(_lines(summary)) + "\n"


def headline(summary: Summary) -> str:
    """The run in one line."""
    found = ", ".join(f"{number:,} {word}" for word, number in summary.by_severity.items() if number)
    said = found or "no findings"
    new = f" new since {summary.new_since}" if summary.new_since else ""
    buckets, repositories = count(summary.buckets, "bucket"), count(summary.repositories, "repository")
    return f"{buckets} in {repositories}: {said}{new}"


def _lines(summary: Summary) -> Iterator[str]:
    yield from _listed("Buckets that anyone or another account can reach", summary.exposed, _exposed)
    yield from _listed("Verdicts that another repository changes", summary.changed, _changed)
    yield from _listed("Bucket names that two repositories claim", summary.claimed, _claimed)
    yield from _listed("Origins whose bucket no scanned repository creates", summary.unowned, _unowned)
    if summary.new_since:
        yield from _listed(f"Findings that are new since {summary.new_since}", summary.findings, _finding)
    yield from _listed("Accounts", summary.accounts, _account)
    yield from _listed("Repositories that were not judged as asked", summary.not_judged, _failed)
    yield f"Run {summary.run}: {headline(summary)}"
    yield f"{summary.judged:,} judged, {summary.unchanged:,} unchanged, {summary.failed:,} not judged"
    yield f"{summary.undecided:,} undecided, {summary.suppressed:,} suppressed"
    if summary.incomplete:
        some = count(summary.incomplete, "repository")
        yield f"Of {some} something was not read or judged, so this run is incomplete."


def _listed(title: str, rows: Sequence[Named], line: object) -> Iterator[str]:
    if not rows:
        return
    assert callable(line)
    yield f"{title}:"
    yield from (f"  {visible(line(row))}" for row in rows[:MOST])
    if len(rows) > MOST:
        yield f"  … and {len(rows) - MOST:,} more"
    yield ""


def place_of(row: Named, prefix: str = "") -> str:
    """File and line, with the repository where it is another one than the row's."""
    other = f"{row['of']}/" if row.get("of", row.get("repository")) != row.get("repository") else ""
    return f"{other}{row[f'{prefix}path'] or '.'}:{row[f'{prefix}line'] or 1}"


def _exposed(row: Named) -> str:
    who = " ".join(part for part in (row["who"], row["which"]) if part)
    owner = f" (owner: {row['owner']})" if row["owner"] else ""
    return f"{row['repository']}: {row['address']} by {who}: {row['request']} [{place_of(row)}]{owner}"


def _changed(row: Named) -> str:
    verdicts = f"{row['alone']} alone, {row['verdict']} with {row['changed_by']}"
    evidence = f" ({row['evidence']})" if row["evidence"] else ""
    return f"{row['repository']}: {row['code']} of {row['resource']}: {verdicts}{evidence} [{place_of(row)}]"


def _claimed(row: Named) -> str:
    return f"{row['bucket']}: {row['repository']} [{place_of(row)}] and {row['other']} [{place_of(row, 'other_')}]"


def _unowned(row: Named) -> str:
    return f"{row['bucket']}: {row['repository']} [{place_of(row)}]"


def _finding(row: Named) -> str:
    return f"{row['severity']} {row['code']} {row['repository']}: {row['message']} [{row['resource']}, {place_of(row)}]"


def _account(row: Named) -> str:
    counts = ", ".join(f"{row[word]:,} {word}" for word in ("critical", "high", "medium", "low", "undecided"))
    sizes = f"{count(row['repositories'], 'repository')}, {count(row['buckets'], 'bucket')}"
    return f"{row['account']}: {sizes}: {counts}"


def _failed(row: Named) -> str:
    return f"{row['repository']}: {row['why']}"
