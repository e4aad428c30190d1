"""Cases and questions, as they lie in this folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"


@dataclass(frozen=True)
class Case:
    """One input, and what is true of its buckets: bucket -> question -> pass, fail or unknown."""

    name: str
    about: str
    language: str
    expect: Mapping[str, Mapping[str, str]]

    @property
    def folder(self) -> Path:
        """Where its input lies."""
        return CASES / self.name


def cases() -> list[Case]:
    """All cases, by name."""
    found = []
    for path in sorted(CASES.glob("*/case.json")):
        found.append(Case(path.parent.name, **json.loads(path.read_text("utf-8"))))
    return found


def questions() -> dict[str, dict[str, Any]]:
    """The questions, with the rules of each tool that answer them."""
    data: dict[str, dict[str, Any]] = json.loads((HERE / "questions.json").read_text("utf-8"))["questions"]
    return data
