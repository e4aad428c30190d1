"""The codes of the analysis itself: what could not be read or decided, and suppressions that do nothing."""

from __future__ import annotations

import json
from functools import cache

from s3lint.packaged import packaged
from s3lint.record import Struct

TITLE = "The analysis itself"


class AnalysisCode(Struct, frozen=True):
    """One kind of diagnostic: always on, in every profile."""

    code: str
    name: str
    meaning: str
    fix: str

    @property
    def summary(self) -> str:
        """The first sentence of what it means, without its full stop."""
        return self.meaning.partition(". ")[0].rstrip(".")

    @property
    def body(self) -> str:
        """Its page below the heading, as Markdown."""
        fix = f"{self.fix[:1].upper()}{self.fix[1:]}."
        return f"{self.meaning}\n\nA diagnostic: always on, in every profile.\n\n## Fix\n\n{fix}\n"


@cache
def analysis_codes() -> tuple[AnalysisCode, ...]:
    """All of them, from data/analysis.json, in the order of their codes."""
    data = json.loads(packaged("s3lint.checks", "data/analysis.json"))
    return tuple(AnalysisCode(code, **texts) for code, texts in data["codes"].items())


def analysis_named(word: str) -> list[AnalysisCode]:
    """Those that a code, a name or a prefix of codes (`S3L9`) names."""
    wanted = word.strip().upper()
    exact = [one for one in analysis_codes() if wanted in (one.code, one.name.upper())]
    is_prefix = wanted.startswith("S3L9")
    return exact or [one for one in analysis_codes() if is_prefix and one.code.startswith(wanted)]
