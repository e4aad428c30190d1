"""What the words in a suppression name: codes, prefixes and names of checks, or the ids that peers know them by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from s3lint.checks import Check
from s3lint.checks.peer_questions import WHOLE, Parts, questions
from s3lint.checks.peers import normal
from s3lint.lazy import lazy_re

_CODE = lazy_re(r"S3L\d+")
_LINT_ID = lazy_re(r"[EW]\d{4}")
_KICS_ID = lazy_re(r"[0-9A-F]{8}")


_MOST_GUESSES, _LONGEST = 50, 60  # words that names are suggested for, and their characters


class Catalogue:
    """The checks, looked up by the words that suppressions use. Words count in any case."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._codes = {check.code.upper() for check in checks}
        self._names = {check.name.upper(): check.code for check in checks}
        self._asked = questions(checks)
        self._near: dict[str, str | None] = {}  # word that names nothing -> what it was perhaps meant to be

    def codes(self, word: str) -> frozenset[str]:
        """The codes that our own word names: a code, the prefix of an area (`S3L1`), a name or a peer's id."""
        return frozenset(self.own(word))

    def own(self, word: str) -> dict[str, Parts]:
        """The same, each code with the parts of its question that the word is about."""
        wanted = word.strip().upper()
        if wanted in self._names:
            return {self._names[wanted]: WHOLE}
        if _CODE.fullmatch(wanted):
            return {code: WHOLE for code in self._codes if code.startswith(wanted)}
        return self._asked.get(normal(word), {})

    def peers(self, word: str, form: str) -> dict[str, Parts]:
        """The codes of the checks that answer what a peer's id asks. `*` is every check that the peer has too."""
        if word == "*":
            return {code: WHOLE for alias, asked in self._asked.items() if _of(alias, form) for code in asked}
        wanted = normal(word)
        if form == "kics":
            wanted = wanted[:8]
        elif form in ("trivy", "tfsec"):
            wanted = _long_ids().get(word.lower(), wanted)
        elif form == "cfn-lint":  # which takes the beginning of an id
            begun = (
                asked for alias, asked in self._asked.items() if _LINT_ID.fullmatch(alias) and alias.startswith(wanted)
            )
            return {code: parts for asked in begun for code, parts in asked.items()}
        return self._asked.get(wanted, {})

    def unknown(self, word: str) -> tuple[str, str]:
        """What to say of a word that names nothing, and what to write instead."""
        if word.strip().upper() in ("ALL", "*", "S3L"):
            return f"`{word}` would suppress everything", "name the checks, or an area such as S3L1"
        if word not in self._near and len(self._near) < _MOST_GUESSES and len(word) <= _LONGEST:
            self._near[word] = self._like(word)
        near = self._near.get(word)
        return f"no check is called `{word}`", f"did you mean {near}?" if near else "`s3lint explain` lists the checks"

    def _like(self, word: str) -> str | None:
        from difflib import get_close_matches

        known = sorted(self._codes) + sorted(name.lower() for name in self._names)
        near = get_close_matches(word.upper(), known, 1) or get_close_matches(word.lower(), known, 1)
        return near[0] if near else None


@cache
def _long_ids() -> dict[str, str]:
    """tfsec's ids in words, and the numbers that stand for them now."""
    data = json.loads(Path(__file__).with_name("tfsec.json").read_text(encoding="utf-8"))
    return dict(data["ids"])


def _of(alias: str, form: str) -> bool:
    """Whether an id is one of a peer's."""
    return form == "kics" and bool(_KICS_ID.fullmatch(alias))
