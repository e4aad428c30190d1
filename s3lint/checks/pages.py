"""The pages of the checks, made from their docstrings: for `explain`, docs/checks.md and README's table.

`python -m s3lint.checks.pages --write` brings both files up to date in a checkout; without the option it only says
whether they are.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from s3lint.checks.analysis import TITLE, analysis_codes
from s3lint.checks.model import Check, Outcome, Profile
from s3lint.checks.peers import by_tool, note_of
from s3lint.checks.standards import by_standard

VERDICTS = {"bad": Outcome.FAIL, "good": Outcome.PASS, "unknown": Outcome.UNKNOWN}
MARKS = {"finding": Outcome.FAIL, "unknown": Outcome.UNKNOWN}
LANGUAGES = {"terraform": ("Terraform", "hcl"), "cloudformation": ("CloudFormation", "yaml")}
TITLES = {"bad": "Flagged", "good": "Not flagged", "unknown": "Undecided"}
AREAS = {
    "1": "Exposure: who can reach the data from outside",
    "2": "Policies: what named principals can do",
    "3": "Encryption",
    "4": "Logging and monitoring",
    "5": "Data protection",
    "6": "Names",
    "7": "IAM, network and account services",
    "8": "Other kinds of bucket",
}
BEGIN = "<!-- checks: written by python -m s3lint.checks.pages --write -->"
END = "<!-- end of checks -->"

_FENCE = re.compile(r"^```(\w+) (bad|good|unknown)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"(?:#|//) *(finding|unknown) *$")


@dataclass(frozen=True, slots=True)
class Example:
    """A documented example: what it is written in, which verdict it shows, and on which lines (from 1)."""

    language: str  # terraform, cloudformation
    kind: str  # bad, good, unknown
    text: str

    @property
    def verdict(self) -> Outcome:
        """The verdict that it shows."""
        return VERDICTS[self.kind]

    @property
    def marks(self) -> dict[int, Outcome]:
        """The marked lines and what is found there."""
        found = ((number, _MARK.search(line)) for number, line in enumerate(self.text.splitlines(), 1))
        return {number: MARKS[mark[1]] for number, mark in found if mark}


def parse_examples(doc: str | None) -> list[Example]:
    """The fenced examples of a page, in the order in which they are written."""
    return [Example(language, kind, text) for language, kind, text in _FENCE.findall(doc or "")]


def prose(check: Check) -> str:
    """The page without its examples and without its first line."""
    text = _FENCE.sub("", check.doc or "").strip()
    return re.sub(r"\n{3,}", "\n\n", text.partition("\n")[2]).strip()


def page(check: Check) -> str:
    """A check's page as Markdown."""
    facts = f"Severity: **{check.severity.word}** · Profile: **{check.profile.word}**"
    return f"## {check.code} {check.name}\n\n{facts}\n\n{body(check)}"


def body(check: Check) -> str:
    """A check's page as Markdown, below its heading."""
    parts = [check.summary, prose(check), *(_example(example) for example in parse_examples(check.doc))]
    parts.append(_fix(check))
    parts.append(f"**Suppress**: `# s3lint: ignore[{check.code}] the reason`")
    if standards := by_standard(check):
        parts.append(f"**Standards**:\n\n{_listed(standards)}")
    if check.aliases:
        parts.append(f"**Also known as**:\n\n{_listed(by_tool(check.aliases))}")
    parts += [f"**Differs**: {why}" for why in _differences(check)]
    if check.references:
        parts.append("**References**:\n\n" + "\n".join(f"- <{link}>" for link in check.references))
    return "\n\n".join(part for part in parts if part) + "\n"


def _fix(check: Check) -> str:
    written = (("Terraform", check.terraform), ("CloudFormation", check.cloudformation))
    lines = [f"- {language}: `{text}`" for language, text in written if text]
    fix = f"**Fix**: {check.fix}."
    return "\n\n".join([fix, "\n".join(lines)]) if lines else fix


def _listed(groups: Mapping[str, Iterable[str]]) -> str:
    return "\n".join(f"- {name}: {', '.join(f'`{one}`' for one in some)}" for name, some in groups.items())


def _differences(check: Check) -> list[str]:
    """How s3lint judges otherwise than tools whose ids the check carries."""
    notes = (note_of(alias) for alias in check.aliases)
    return list(dict.fromkeys(f"{', '.join(f'`{one}`' for one in note.ids)}: {note.why}" for note in notes if note))


def _example(example: Example) -> str:
    language, highlight = LANGUAGES[example.language]
    return f"{TITLES[example.kind]} ({language}):\n\n```{highlight}\n{example.text}```"


def table(checks: Iterable[Check]) -> str:
    """The checks as a Markdown table, area by area in the order of their codes."""
    lines = ["| Code | Name | Severity | Profile | Finds |", "| --- | --- | --- | --- | --- |"]
    for check in checks:
        summary = check.summary.replace("|", "\\|").rstrip(".")
        code = f"[{check.code}](docs/checks.md#{check.code.lower()})"
        lines.append(f"| {code} | {check.name} | {check.severity.word} | {check.profile.word} | {summary} |")
    return "\n".join(lines) + "\n"


def book(checks: Sequence[Check]) -> str:
    """All pages as one document: docs/checks.md."""
    counts = ", ".join(f"{sum(c.profile is profile for c in checks)} in `{profile.word}`" for profile in Profile)
    parts = [
        "<!-- written by python -m s3lint.checks.pages --write; edit the docstrings of s3lint/checks/ instead -->",
        "# Checks",
        f"s3lint has {len(checks)} checks: {counts}. A profile includes the smaller ones. `s3lint explain CODE` prints "
        "the same pages, and takes a check's name or another tool's id too.",
    ]
    area = ""
    for check in checks:
        if check.code[3] != area:
            area = check.code[3]
            parts.append(f"# {AREAS[area]}")
        # a stable target for links, whatever the check is called
        parts.append(f'<a id="{check.code.lower()}"></a>\n\n{page(check)}'.rstrip())
    parts.append(f"# {TITLE}")
    parts += [f'<a id="{one.code.lower()}"></a>\n\n{one.page}'.rstrip() for one in analysis_codes()]
    return "\n\n".join(parts) + "\n"


def with_table(readme: str, checks: Iterable[Check]) -> str:
    """README with the table between its markers renewed."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{table(checks)}{end}{after}" if begin and end else readme


def documents(root: Path, checks: Sequence[Check]) -> dict[Path, str]:
    """Every generated file of a checkout and the text that it should have."""
    readme = root / "README.md"
    return {
        root / "docs" / "checks.md": book(checks),
        readme: with_table(readme.read_text(encoding="utf-8"), checks),
    }


def main(arguments: Sequence[str]) -> int:
    """Write the generated files, or say which of them are out of date."""
    from s3lint.checks.catalogue import ALL

    root = Path(__file__).resolve().parents[2]
    stale = []
    for path, text in documents(root, ALL).items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if "--write" in arguments:
            path.write_text(text, encoding="utf-8")
    done = "written" if "--write" in arguments else "out of date"
    sys.stdout.writelines(f"{path.relative_to(root)}: {done}\n" for path in stale)
    return 0 if "--write" in arguments or not stale else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
