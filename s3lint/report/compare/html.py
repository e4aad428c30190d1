"""`s3lint diff` as one self-contained page."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.engine.comparison import BucketChange, Comparison
from s3lint.report.compare import sentences
from s3lint.report.html.page import asset, page
from s3lint.report.options import Options
from s3lint.report.untrusted import html
from s3lint.source import Location


def render(comparison: Comparison, options: Options) -> str:
    """The changes as a page: what is gained or weaker stands open, the rest is folded."""
    body = [f"<header><h1>s3lint: access and controls since {html(comparison.since)}</h1>"]
    body += [f"<p>{html(sentences.summary(comparison))}</p></header>", "<main>"]
    if not comparison.complete:
        unread = "".join(f"<li>{html(line)}</li>" for line in sentences.unread(comparison))
        body.append(f'<div class="warning"><p>{html(sentences.INCOMPLETE)}</p><ul>{unread}</ul></div>')
    for change in sentences.ordered(comparison):
        body += _bucket(change, comparison)
    body += ["</main>", f"<footer>s3lint {html(comparison.version)}</footer>"]
    return page("s3lint diff", asset("page.css"), "", body)


def _bucket(change: BucketChange, comparison: Comparison) -> Iterator[str]:
    note = sentences.note(change, comparison)
    is_open = " open" if change.gains or change.is_weakened else ""
    yield f'<details class="finding"{is_open}><summary><h3><code>{html(change.address)}</code>{html(note)}</h3>'
    yield f'<span class="soft">{html(_place(change.location))}</span></summary><div><ul>'
    for one in sentences.gained(change):
        yield _line(one.word, one.text, one.place)
    for control in change.controls:
        yield _line(control.direction, sentences.control(control), control.location)
    for one in sentences.lost(change):
        yield _line(one.word, one.text, one.place)
    yield "</ul></div></details>"


def _line(word: str, text: str, place: Location | None) -> str:
    at = f' <span class="soft">{html(_place(place))}</span>' if place else ""
    return f"<li><b>{word}</b>: {html(text)}{at}</li>"


def _place(place: Location | None) -> str:
    return f"{place.path}:{place.line}" if place else ""
