"""The generated files of a checkout, and the text that each should have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from s3lint.aws.page import resources_page
from s3lint.checks.analysis import TITLE, analysis_codes
from s3lint.checks.areas import AREAS
from s3lint.checks.model import Check
from s3lint.checks.pages.page import analysis_page, page
from s3lint.checks.pages.standards import standards_page
from s3lint.checks.pages.tables import index, table
from s3lint.questions.roles_page import roles_page

BEGIN = "<!-- checks: written by python -m s3lint.checks.pages --write -->"
END = "<!-- end of checks -->"
_NOTE = "<!-- written by python -m s3lint.checks.pages --write; edit {source} instead -->\n\n"
_UP = "[Checks](README.md) › {}\n\n"


def documents(root: Path, checks: Sequence[Check]) -> dict[Path, str]:
    """Every generated file and its text: the index, a page for each code, resources, roles, README with its table."""
    folder, readme = root / "docs" / "checks", root / "README.md"
    files = {folder / "README.md": _NOTE.format(source="the docstrings of s3lint/checks/") + index(checks)}
    for check in checks:
        area = AREAS[check.code[3]]
        note = _NOTE.format(source=f"the docstring in s3lint/checks/{area.folder}/")
        files[folder / f"{check.code}.md"] = note + _UP.format(area.title) + page(check)
    for one in analysis_codes():
        note = _NOTE.format(source="s3lint/checks/data/analysis.json")
        files[folder / f"{one.code}.md"] = note + _UP.format(TITLE) + analysis_page(one)
    resources = _NOTE.format(source="s3lint/aws/") + resources_page()
    files[root / "docs" / "resources.md"] = resources
    files[root / "docs" / "roles.md"] = _NOTE.format(source="s3lint/questions/data/roles.json") + roles_page()
    standards = _NOTE.format(source="s3lint/checks/data/standards.json") + standards_page(checks)
    files[root / "docs" / "standards.md"] = standards
    return {**files, readme: with_table(readme.read_text(encoding="utf-8"), checks)}


def stale(root: Path, files: Iterable[Path]) -> list[Path]:
    """Pages of checks that there are no more."""
    return sorted(set((root / "docs" / "checks").glob("*")) - set(files))


def with_table(readme: str, checks: Iterable[Check]) -> str:
    """README with the table between its markers renewed."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{table(checks)}{end}{after}" if begin and end else readme
