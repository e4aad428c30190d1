"""What the words in a suppression name: codes, prefixes and names of checks, or the ids that peers know them by."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from s3lint.checks import Check
from s3lint.checks.peers import normal

_CODE = re.compile(r"S3L\d+")
_KICS_ID = re.compile(r"[0-9A-F]{8}")


class Catalogue:
    """The checks, looked up by the words that suppressions use. Words count in any case."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._codes = {check.code.upper() for check in checks}
        self._names = {check.name.upper(): check.code for check in checks}
        self._aliases: dict[str, set[str]] = defaultdict(set)
        for check in checks:
            for alias in check.aliases:
                self._aliases[normal(alias)].add(check.code)

    def codes(self, word: str) -> frozenset[str]:
        """The codes that our own word names: a code, the prefix of an area (`S3L1`), a name or a peer's id."""
        wanted = word.strip().upper()
        if wanted in self._names:
            return frozenset({self._names[wanted]})
        if _CODE.fullmatch(wanted):
            return frozenset(code for code in self._codes if code.startswith(wanted))
        return frozenset(self._aliases.get(normal(word), ()))

    def peers(self, word: str, form: str) -> frozenset[str]:
        """The codes of the checks that carry a peer's id. `*` is every check that the peer has too."""
        if word == "*":
            known = (codes for alias, codes in self._aliases.items() if _of(alias, form))
            return frozenset(code for codes in known for code in codes)
        wanted = normal(word)
        if form == "kics":
            wanted = wanted[:8]
        elif form in ("trivy", "tfsec"):
            wanted = _long_ids().get(word.lower(), wanted)
        return frozenset(self._aliases.get(wanted, ()))

    def unknown(self, word: str) -> tuple[str, str]:
        """What to say of a word that names nothing, and what to write instead."""
        if word.strip().upper() in ("ALL", "*", "S3L"):
            return f"`{word}` would suppress everything", "name the checks, or an area such as S3L1"
        from difflib import get_close_matches

        known = sorted(self._codes) + sorted(name.lower() for name in self._names)
        near = get_close_matches(word.upper(), known, 1) or get_close_matches(word.lower(), known, 1)
        hint = f"did you mean {near[0]}?" if near else "`s3lint explain` lists the checks"
        return f"no check is called `{word}`", hint


@cache
def _long_ids() -> dict[str, str]:
    """tfsec's ids in words, and the numbers that stand for them now."""
    data = json.loads(Path(__file__).with_name("tfsec.json").read_text(encoding="utf-8"))
    return dict(data["ids"])


def _of(alias: str, form: str) -> bool:
    """Whether an id is one of a peer's."""
    return form == "kics" and bool(_KICS_ID.fullmatch(alias))
