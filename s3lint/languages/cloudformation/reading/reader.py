"""One file or text to its documents. Nothing is raised for what a user wrote."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from s3lint.languages.cloudformation.reading.decode import blank_controls, decode
from s3lint.languages.cloudformation.reading.expressions import MOST_EXPRESSIONS, Expressions, blank, settle
from s3lint.languages.cloudformation.reading.jsonfile import BadJson, read_json
from s3lint.languages.cloudformation.reading.nodes import Reading
from s3lint.languages.cloudformation.reading.sections import join_sections
from s3lint.lazy import lazy_re
from s3lint.source import Source

_LEADING_COMMENTS = lazy_re(r"\A(?:\s*//[^\n]*\n)+")


def read(path: str, data: bytes) -> Reading:
    """The documents of a file."""
    return read_source(Source(path, decode(data)))


def read_source(source: Source) -> Reading:
    """The documents of a text."""
    reading = Reading(source)
    failed: BadJson | None = None
    with _no_collection():
        if _LEADING_COMMENTS.sub("", source.text[:10_000]).lstrip()[:1] in ("{", "["):
            # JSON first: libyaml rejects surrogate pairs and long keys
            try:
                read_json(source.text, reading)
                join_sections(reading)
                return reading
            except BadJson as error:
                failed = error
                if error.deep:
                    reading.problem("S3L905", "nested too deeply to read", 0)
                    reading.complete = False
                    return reading
        _read_yaml(reading, failed)
    join_sections(reading)
    return reading


def read_inside(source: Source, start: int, end: int, holes: tuple[tuple[int, int], ...] = ()) -> Reading:
    """The documents in a range of another file's text, at their places in it. `holes` are parts that are not known."""
    text = source.text
    inner = list(text[start:end])
    for begin, stop in holes:
        for at in range(max(begin, start), min(stop, end)):
            if text[at] not in "\r\n":
                inner[at - start] = "x"
    before = "".join("\n" if c == "\n" else " " for c in text[:start])
    reading = read_source(Source(source.path, before + "".join(inner)))
    reading.source = source
    reading.foreign = [*reading.foreign, *holes]
    return reading


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of small containers and no cycles: the collector would double the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read_yaml(reading: Reading, failed: BadJson | None) -> None:
    from s3lint.languages.cloudformation.reading.build import read_yaml
    from s3lint.languages.cloudformation.reading.events import BadYaml

    text = reading.source.text
    try:
        read_yaml(text, reading)
        return
    except BadYaml as error:
        wrong: BadYaml | BadJson = error
    cleaned, found = blank(blank_controls(text))
    if cleaned != text:
        second = Reading(reading.source, foreign=found.values)
        try:
            read_yaml(cleaned, second)
        except BadYaml:
            pass
        else:
            reading.documents, reading.problems, reading.foreign = second.documents, second.problems, found.values
            if len(found.branches) + len(found.alone) > MOST_EXPRESSIONS:
                reading.documents, reading.complete = [], False
                said = (
                    f"more than {MOST_EXPRESSIONS} branches of a template language: s3lint does not read this template"
                )
                reading.problem("S3L905", said, wrong.offset)
                return
            settle(reading, found)
            _tell_cleaned(reading, cleaned, found, wrong.offset)
            return
    reading.complete = False
    if failed is not None:
        wrong = failed
    reading.problem("S3L901", f"cannot be read: {wrong}", min(wrong.offset, len(text)))


def _tell_cleaned(reading: Reading, cleaned: str, found: Expressions, offset: int) -> None:
    """Say what was blanked: control characters change nothing, and what an expression decides is unknown."""
    if cleaned == blank_controls(reading.source.text):
        said = "control characters are not allowed here: s3lint skips them"
        reading.problem("S3L901", said, offset, incomplete=False)
    elif found.alone:
        said = "expressions of a template language write parts of this template, which s3lint does not know"
        reading.problem("S3L907", said, found.alone[0])
