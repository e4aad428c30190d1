"""Suppressions in comments that match no finding or have expired: taken out, where that changes no report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from s3lint.checks import Outcome
from s3lint.edit.files import outline_of
from s3lint.edit.outline import Comment
from s3lint.edit.replacement import Replacement, line_end, line_start, replaced
from s3lint.engine import Request
from s3lint.engine.run.part import Part
from s3lint.engine.run.result import Result
from s3lint.engine.run.session import Session
from s3lint.findings.suppressions import scan
from s3lint.fix.change import NoEdit
from s3lint.fix.files import Files
from s3lint.fix.judging import judged
from s3lint.fix.proposal import Key, key
from s3lint.lazy import lazy_re
from s3lint.source import Diagnostic, Source

UNUSED, EXPIRED = "S3L903", "S3L908"
_IDLE = lazy_re(r"the suppression of (.+?) matches no finding")

Texts = dict[Path, tuple[str, bytes, bytes]]
"""File -> its path as the user reads it, its bytes, and its bytes without the comments."""


def without_idle(session: Session, request: Request, result: Result) -> tuple[Texts, int]:
    """The files without such comments, and how many went. Nothing where a finding would count that does not now."""
    texts: Texts = {}
    number = 0
    for part in result.parts:
        files = Files(part)
        for path in sorted({d.location.path for d in part.diagnostics if d.code in (UNUSED, EXPIRED)}):
            try:
                if files.real(path) != path:
                    continue  # the file itself has them, too
                text = files.text(path)
            except NoEdit:
                continue
            removals = list(_removals(part, path, text))
            if removals:
                number += len(removals)
                new = files.data(path, replaced(text, removals))
                texts[files.place(path)] = part.scope.display(path), files.before(path), new
    if texts:
        with session.proposing({file: new for file, (_, _, new) in texts.items()}):
            if _counting(judged(session, request)) != _counting(result):
                return {}, 0
    return texts, number


def _counting(result: Result) -> Counter[tuple[Key, str]]:
    return Counter(
        (key(f), f.verdict.value)
        for part in result.parts
        for f in part.findings
        if f.suppressed is None and f.verdict is not Outcome.PASS
    )


def _removals(part: Part, path: str, text: str) -> Iterator[Replacement]:
    outline = outline_of(path, text)
    if outline is None:
        return
    source = Source(path, text)
    comments = {(comment.line, comment.column): comment for comment in outline.comments}
    words = {(one.where.line, one.where.column): one.words for one in scan(path, text)}
    for diagnostic in dict.fromkeys(part.diagnostics):
        place = diagnostic.location.line, diagnostic.location.column
        if diagnostic.location.path == path and place in comments and comments[place].end_line == place[0]:
            idle = _idle(diagnostic, words.get(place, ()))
            if idle:
                yield _without(source, comments[place], words[place], idle)


def _idle(diagnostic: Diagnostic, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a suppression that are of no use; none where it is not about that."""
    if diagnostic.code == EXPIRED:
        return words
    found = _IDLE.match(diagnostic.message) if diagnostic.code == UNUSED else None
    named = found[1].split(", ") if found else []
    return tuple(word for word in words if word in named)


def _without(source: Source, comment: Comment, words: tuple[str, ...], idle: tuple[str, ...]) -> Replacement:
    """The comment gone, or some of its words."""
    text = source.text
    start = source.offset(comment.line, comment.column)
    end = line_end(text, start)
    left = [word for word in words if word not in idle]
    bracket = re.compile(r"\[[^\]]*\]").search(text, start, end)
    if left and bracket:
        return Replacement(bracket.start(), bracket.end(), f"[{', '.join(left)}]")
    if comment.alone:
        stop = text.find("\n", end)
        return Replacement(line_start(text, start), len(text) if stop < 0 else stop + 1, "")
    before = text[line_start(text, start) : start]
    return Replacement(start - (len(before) - len(before.rstrip())), end, "")
