"""The forms of a suppression in a comment: our own, and those of the tools that a team may come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from s3lint.findings.suppressions.model import OWN
from s3lint.lazy import lazy_re
from s3lint.record import Struct

# what a file has to contain to be worth a closer look
MARKERS = ("s3lint:", "checkov:skip", "bridgecrew:skip", "trivy:ignore", "tfsec:ignore", "kics-scan ", "ts:skip")

_OWN = lazy_re(
    r"s3lint:\s*(?P<scope>ignore|file-ignore)\s*\[(?P<words>[^\]]*)\](?:\s*until\b[\s:=]*(?P<until>[^\s:]+))?(?P<reason>.*)",
    re.DOTALL,
)
_OWN_START = lazy_re(r"s3lint:(?!//)")
_CHECKOV = lazy_re(r"(?:checkov|bridgecrew):skip=\s*(?P<words>[\w,\s]*?[\w])\s*(?::(?P<reason>.*))?$", re.DOTALL)
_TRIVY = lazy_re(r"(?P<tool>trivy|tfsec):ignore:(?P<word>[\w-]+)(?P<rest>(?::[\w-]+(?::[\w-]+)?|\[[^\]]*\])*)")
_EXPIRES = lazy_re(r":exp:(\d{4}-\d{2}-\d{2})")
_TERRASCAN = lazy_re(r"(?<!\w)ts:skip=(?P<word>[\w.-]+)(?P<reason>.*)", re.DOTALL)
_KICS = lazy_re(r"kics-scan\s+(?P<what>ignore-line|ignore-block|ignore|disable=(?P<words>[\w,-]+))")

WRITE = "write `s3lint: ignore[CODE] reason`"


class Form(Struct, frozen=True):
    """What a comment says: the words, and whether they hold for a construct, the resource, the line or the file."""

    words: tuple[str, ...]
    scope: str = "construct"  # construct, resource, line, file
    reason: str = ""
    until: str = ""
    form: str = OWN
    problem: str = ""


def marked(text: str) -> bool:
    """Whether a suppression may stand in a text."""
    return any(marker in text for marker in MARKERS)


def read(comment: str) -> Iterator[Form]:
    """The suppressions of one comment."""
    if _OWN_START.match(comment):
        yield _own(comment)
        return
    if match := _CHECKOV.search(comment):
        yield Form(_split(match["words"]), "resource", _clean(match["reason"] or ""), form="checkov")
    for match in _TRIVY.finditer(comment):
        until = _EXPIRES.search(match["rest"])
        yield Form((match["word"],), reason="", until=until[1] if until else "", form=match["tool"])
    if match := _TERRASCAN.search(comment):
        yield Form((match["word"],), "resource", _clean(match["reason"]), form="terrascan")
    if match := _KICS.search(comment):
        yield _kics(match)


def _own(comment: str) -> Form:
    match = _OWN.match(comment)
    if match is None:
        return Form((), problem=f"s3lint does not understand this suppression: {WRITE}")
    words, until = _split(match["words"]), match["until"] or ""
    scope = "file" if match["scope"] == "file-ignore" else "construct"
    return Form(words, scope, _clean(match["reason"]), until, problem=problem_of(words, until))


def problem_of(words: tuple[str, ...], until: str) -> str:
    """What is wrong with our own form, if anything."""
    if not words:
        return f"this suppression names no check: {WRITE}"
    if until and not is_date(until):
        return f"`until {until}` is not a date (expected YYYY-MM-DD)"
    return ""


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar in ISO form."""
    from datetime import date

    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _kics(match: re.Match[str]) -> Form:
    if match["words"]:
        return Form(_split(match["words"]), "file", form="kics")
    scope = {"ignore": "file", "ignore-line": "line", "ignore-block": "construct"}[match["what"]]
    return Form(("*",), scope, form="kics")


def _split(words: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s,]+", words) if word)


def _clean(reason: str) -> str:
    """A reason without the punctuation that leads to it; on one line."""
    return " ".join(reason.split()).lstrip(":-–— ").strip()
