"""Finds the suppressions in a file's comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from s3lint.edit.files import outline_of
from s3lint.edit.outline import Comment, Construct, Outline
from s3lint.findings.suppressions.forms import Form, marked, read
from s3lint.findings.suppressions.model import Suppression, lines, whole_file
from s3lint.lazy import lazy_re
from s3lint.source import Location, Source

_JSON_TOKEN = lazy_re(r'"(?P<string>(?:[^"\\]|\\.)*)"|(?P<open>\{)|(?P<close>\})', re.DOTALL)


def scan(path: str, text: str) -> list[Suppression]:
    """The suppressions in the comments of one file: Terraform, Terraform's JSON (`//`) or YAML."""
    if not marked(text):
        return []
    outline = outline_of(path, text)
    return list(_from_comments(path, outline) if outline is not None else _from_json(Source(path, text)))


def _from_comments(path: str, outline: Outline) -> Iterator[Suppression]:
    for comment in outline.comments:
        for form in read(comment.text):
            width = max(len(comment.text), 1)
            where = Location(path, comment.line, comment.column, comment.line, comment.column + width)
            yield _suppression(where, form, _range(path, outline, comment, form))


def _range(path: str, outline: Outline, comment: Comment, form: Form) -> Location | None:
    """The text that a comment is about."""
    if form.scope == "file":
        return whole_file(path)
    if form.scope == "line":
        line = comment.end_line + 1 if comment.alone else comment.line
        return lines(path, line, line)
    construct = outline.covered(comment)
    if form.scope == "resource":
        around = outline.around(comment.line)
        construct = around.enclosing if around else construct.enclosing if construct else None
    return _lines(path, construct)


def _lines(path: str, construct: Construct | None) -> Location | None:
    return lines(path, construct.first, construct.last) if construct else None


def _suppression(where: Location, form: Form, covers: Location | None) -> Suppression:
    return Suppression(where, form.words, covers, form.reason, form.until, form.form, form.problem)


def _from_json(source: Source) -> Iterator[Suppression]:
    """`"//"` members: each is about the object that it stands in."""
    opened: list[int] = []
    pending: list[tuple[int, Location, Form]] = []  # nesting, place, form
    key, key_start, key_end = "", 0, 0
    for match in _JSON_TOKEN.finditer(source.text):
        if match["open"]:
            # an object's key belongs to it: there the resource has its name
            between = source.text[key_end : match.start()] if match.start() < key_end + 256 else ""
            keyed = between.strip() == ":"
            opened.append(key_start if keyed else match.start())
        elif match["close"] and opened:
            start = opened.pop()
            while pending and pending[-1][0] > len(opened):
                _, where, form = pending.pop()
                covers = source.span(start, match.end()).location() if opened else None
                yield _suppression(where, form, covers)
        elif match["string"] is not None:
            if key == "//" and opened:
                where = source.span(match.start(), match.end()).location()
                for form in read(match["string"].strip()):
                    if form.scope == "file":
                        yield _suppression(where, form, whole_file(source.path))
                    else:
                        pending.append((len(opened), where, form))
            key, key_start, key_end = match["string"], match.start(), match.end()
