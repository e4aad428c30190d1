"""The page of standards: each requirement, the checks that answer it, and what of it code cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s3lint.checks.model import Check
from s3lint.checks.standards import Standard, requirements, standards

INTRODUCTION = """\
# Standards

Which requirement is answered by which checks, and what of it cannot be decided from code. `s3lint check --select WORD`
runs the checks of a standard, `--select cis-7:3.1` those of a requirement or a section, and `--standard WORD` adds a
report by requirement to the formats `markdown` and `json` ([output.md](output.md#by-requirement)).

{words}

What s3lint says is about code, before it is deployed. No requirement of a standard is met by code alone: what was
changed by hand, what other code makes, and what people do stays to be shown by other means. A requirement that is not
listed is not about S3, or is not judged.
"""


def standards_page(checks: Sequence[Check]) -> str:
    """The page as Markdown."""
    rows = ["| Word | Standard | Numbers from | Read |", "| --- | --- | --- | --- |"]
    for one in standards():
        word = f"`{one.key}`" + (", `cis`" if one is standards()[0] else "")
        source = f"<{one.source}>" if one.source.startswith("https://") and " " not in one.source else one.source
        rows.append(f"| {word} | {one.title} | {source} | {one.date} |")
    parts = [INTRODUCTION.format(words="\n".join(rows))]
    for one in standards():
        parts.append(f"## {one.title}\n\n" + "\n".join(_table(one, checks)) + "\n")
    return "\n".join(parts)


def _table(one: Standard, checks: Sequence[Check]) -> Iterator[str]:
    found = requirements(one, checks)
    said = any(requirement.about for requirement in found)
    columns = ("Requirement", "About", "Checks", "What code cannot show") if said else ("Requirement", "Checks")
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for requirement, answering in found.items():
        links = ", ".join(f"[{check.code}](checks/{check.code}.md)" for check in answering)
        cells = (
            (requirement.number, requirement.about, links, requirement.beyond) if said else (requirement.number, links)
        )
        yield f"| {' | '.join(cells)} |".replace("  ", " ")
