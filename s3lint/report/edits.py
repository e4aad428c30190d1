"""The edits of an entry as people see them: each once, with the lines that it takes away and adds."""

from __future__ import annotations

from s3lint.checks.wanted import Fix
from s3lint.report.entry import Entry


def edits(entry: Entry) -> list[Fix]:
    """What mends an entry, equal edits of several checks once."""
    return list(dict.fromkeys(edit for group in entry.said for edit in group.finding.edits))


def headline(edit: Fix) -> str:
    """What it does, and how safe that is."""
    return f"{edit.title} ({edit.safety}: {edit.why})"


def changed(edit: Fix) -> list[str]:
    """The lines of its diff that change, each behind its sign, and the files that they are in."""
    lines = edit.diff.split("\n")
    files = {line[6:] for line in lines if line.startswith("+++ b/")}
    kept = [line for line in lines if line[:1] in ("+", "-") and not line.startswith("--- a/")]
    return [line[6:] if line.startswith("+++ b/") else line for line in kept if len(files) > 1 or line[:6] != "+++ b/"]
