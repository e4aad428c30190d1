"""`markdown`: a run as a summary for a pull request, a job or a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s3lint.fleet.report.summary import Named, Summary
from s3lint.fleet.report.text import headline, place_of
from s3lint.report.untrusted import markdown, markdown_code

MOST = 30  # rows of a table
_FINDINGS = ("severity", "code", "repository", "resource", "message")
_ACCOUNTS = ("account", "repositories", "buckets", "critical", "high", "medium", "low", "undecided")
_CHANGED = ("repository", "code", "resource", "alone", "verdict", "changed_by", "evidence")


def render(summary: Summary) -> str:
    """The run as Markdown."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield f"### s3lint fleet: {markdown(headline(summary))}"
    if summary.incomplete:
        yield ""
        yield "> [!WARNING]"
        yield f"> Repositories of which something was not read or judged: {summary.incomplete:,}."
    yield from _table("Exposed buckets", summary.exposed, ("repository", "account", "address", "who", "request"))
    if summary.new_since:
        yield from _table("New findings", summary.findings, _FINDINGS)
    yield from _table("Accounts", summary.accounts, _ACCOUNTS, placed=False)
    yield from _table("Changed by another repository", summary.changed, _CHANGED)
    yield from _table("Names that two repositories claim", summary.claimed, ("bucket", "repository", "other"))
    yield from _table("Origins that nobody owns", summary.unowned, ("bucket", "repository"))
    yield from _table("Not judged as asked", summary.not_judged, ("repository", "why"), placed=False)
    yield ""
    yield f"<sub>s3lint {markdown(summary.version)} · run {summary.run} · {summary.unchanged:,} unchanged</sub>"


def _table(title: str, rows: Sequence[Named], columns: Sequence[str], *, placed: bool = True) -> Iterator[str]:
    if not rows:
        return
    heads = [column.replace("_", " ") for column in columns] + (["where"] if placed else [])
    yield from ("", f"#### {title}", "", f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}")
    for row in rows[:MOST]:
        cells = [markdown("" if row[column] is None else str(row[column])) for column in columns]
        cells += [markdown_code(place_of(row))] if placed else []
        yield f"| {' | '.join(cells)} |"
    if len(rows) > MOST:
        yield from ("", f"… and {len(rows) - MOST:,} more.")
