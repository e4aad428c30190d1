"""The matrix that the page begins with: a row for each bucket, a column for each control, a cell for each answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from s3lint.checks import Finding, Outcome
from s3lint.engine.report import BucketSummary, Report
from s3lint.record import Struct
from s3lint.report.columns import COLUMNS, OTHERS, SOMETIMES, Column, column_of
from s3lint.report.untrusted import html
from s3lint.report.words import count
from s3lint.source import is_inside

Anchors = dict[tuple[str, str], list[tuple[str, Finding]]]
"""The findings of each resource, with the element that shows each."""

_MARKS = {"yes": "✓", "no": "–", "unknown": "?", "": ""}
_WORDS = {"yes": "in place", "no": "not set, and no check asks for it", "unknown": "undecided", "": "nothing found"}
LEGEND = (
    "C critical, H high, M medium, L low, I info · ? undecided · S suppressed · ✓ in place · "
    "– not set, and no check asks for it · a small number counts the findings of a cell"
)
_RANKS = {
    "critical": 9,
    "high": 8,
    "medium": 7,
    "low": 6,
    "info": 5,
    "undecided": 4,
    "unknown": 3,
    "suppressed": 2,
    "no": 2,
    "": 1,
}


class _Cell(Struct, frozen=True):
    """What is said of one bucket in one column."""

    kind: str  # a severity, undecided, or a state
    text: str
    anchor: str = ""
    more: int = 0  # findings beside the one that is shown

    @property
    def rank(self) -> int:
        """For sorting, the worst highest."""
        return _RANKS.get(self.kind, 0)


def matrix(report: Report, anchors: Anchors, cards: dict[tuple[str, str], str]) -> Iterator[str]:
    """The matrix, where there are buckets. `cards` are the elements that show whole buckets."""
    if not report.buckets:
        return
    columns = _columns(report, anchors)
    rows = [(bucket, _cells(bucket, columns, anchors)) for bucket in report.buckets]
    rows.sort(key=lambda row: (sorted(-cell.rank for cell in row[1]), row[0].root, row[0].address))
    yield '<h2 id="buckets">Buckets</h2><div class="filters">'
    yield '<input type="search" id="bucket-search" aria-label="Filter buckets" placeholder="Filter buckets">'
    yield '<label>Show <select id="bucket-state"><option value="">all</option>'
    yield '<option value="8">with critical or high findings</option><option value="5">with failures</option>'
    yield '<option value="4">with failures or undecided</option><option value="-4">without findings</option></select>'
    yield f'</label><output id="buckets-shown" class="soft">{html(count(len(rows), "bucket"))}</output></div>'
    yield '<div class="matrix" tabindex="0" role="region" aria-label="Buckets and controls">'
    yield '<table id="matrix"><thead><tr>'
    yield '<th scope="col"><button type="button">Bucket</button></th>'
    yield "".join(f'<th scope="col"><button type="button">{html(column.title)}</button></th>' for column in columns)
    yield "</tr></thead><tbody>"
    for bucket, cells in rows:
        yield _row(bucket, cells, cards)
    yield "</tbody></table></div>"
    yield f'<p class="soft legend">{LEGEND}</p>'


def _columns(report: Report, anchors: Anchors) -> list[Column]:
    """Those that always matter, and those about which something is said."""
    buckets = {(bucket.root, bucket.address) for bucket in report.buckets}
    said = {column_of(finding.code).title for key in buckets for _, finding in anchors.get(key, ())}
    return [column for column in (*COLUMNS, OTHERS) if column.title not in SOMETIMES or column.title in said]


def _cells(bucket: BucketSummary, columns: list[Column], anchors: Anchors) -> list[_Cell]:
    said: dict[str, list[tuple[str, Finding]]] = defaultdict(list)
    for anchor, finding in anchors.get((bucket.root, bucket.address), ()):
        said[column_of(finding.code).title].append((anchor, finding))
    return [_cell(bucket, column, said[column.title]) for column in columns]


def _cell(bucket: BucketSummary, column: Column, found: Iterable[tuple[str, Finding]]) -> _Cell:
    """The worst finding; without one, what is believed."""
    ordered = sorted(found, key=lambda pair: _weight(pair[1]))
    if ordered:
        anchor, finding = ordered[0]
        kind = _kind(finding)
        more = sum(other.suppressed is None for _, other in ordered[1:])
        return _Cell(kind, f"{kind}: {finding.code} {finding.message}", anchor, more)
    state, text = column.believed(bucket)
    state = state if state in _MARKS else "unknown"
    return _Cell(state, text or _WORDS[state])


def _kind(finding: Finding) -> str:
    if finding.suppressed is not None:
        return "suppressed"
    return finding.severity.word if finding.verdict is Outcome.FAIL else "undecided"


def _weight(finding: Finding) -> tuple[object, ...]:
    return finding.suppressed is not None, finding.verdict is not Outcome.FAIL, -finding.severity, finding.code


def _row(bucket: BucketSummary, cells: list[_Cell], cards: dict[tuple[str, str], str]) -> str:
    title = html(bucket.display or bucket.address)
    card = cards.get((bucket.root, bucket.address))
    named = f'<a href="#{card}">{title}</a>' if card else title
    place = _place(bucket)
    note = " · not created by this code" if bucket.existing else ""
    worst = max((cell.rank for cell in cells if cell.anchor), default=0)  # filters go by what was found
    head = f'<th scope="row">{named}<span class="soft">{html(place)}{note}</span></th>'
    return f'<tr data-worst="{worst}">{head}{"".join(map(_drawn, cells))}</tr>'


def _place(bucket: BucketSummary) -> str:
    """Where it stands; of a module that lies elsewhere, also the root, since several may run the module."""
    if bucket.location is None:
        return bucket.root
    place = f"{bucket.location.path}:{bucket.location.line}"
    return place if is_inside(bucket.location.path, bucket.root) else f"{place} in {bucket.root}"


def _drawn(cell: _Cell) -> str:
    style = f"cell {cell.kind or 'none'}"
    if not cell.anchor:
        return f'<td class="{style}" data-rank="{cell.rank}" title="{html(cell.text)}">{_MARKS[cell.kind]}</td>'
    more = f" (and {count(cell.more, 'other finding')})" if cell.more else ""
    mark = "?" if cell.kind == "undecided" else cell.kind[0].upper()
    number = f"<sup>{cell.more + 1}</sup>" if cell.more else ""
    link = f'<a href="#{cell.anchor}" title="{html(cell.text + more)}">{mark}{number}</a>'
    return f'<td class="{style}" data-rank="{cell.rank}">{link}</td>'
