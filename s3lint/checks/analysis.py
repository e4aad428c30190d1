"""The codes of the analysis itself: what could not be read or decided, and suppressions that do nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TITLE = "The analysis itself"


@dataclass(frozen=True, slots=True)
class AnalysisCode:
    """One kind of diagnostic: always on, in every profile."""

    code: str
    name: str
    meaning: str
    fix: str

    @property
    def body(self) -> str:
        """What is to be said of it, as Markdown."""
        return f"{self.meaning}\n\nA diagnostic: always on, in every profile.\n\n**Fix**: {self.fix}.\n"

    @property
    def page(self) -> str:
        """Its page as Markdown."""
        return f"## {self.code} {self.name}\n\n{self.body}"


@cache
def analysis_codes() -> tuple[AnalysisCode, ...]:
    """All of them, from data/analysis.json, in the order of their codes."""
    data = json.loads(files("s3lint.checks").joinpath("data", "analysis.json").read_text("utf-8"))
    return tuple(AnalysisCode(code, **texts) for code, texts in data["codes"].items())


def analysis_named(word: str) -> list[AnalysisCode]:
    """Those that a code, a name or a prefix of codes (`S3L9`) names."""
    wanted = word.strip().upper()
    exact = [one for one in analysis_codes() if wanted in (one.code, one.name.upper())]
    is_prefix = wanted.startswith("S3L9")
    return exact or [one for one in analysis_codes() if is_prefix and one.code.startswith(wanted)]
