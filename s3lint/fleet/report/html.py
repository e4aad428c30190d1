"""`html`: one page that loads nothing: who is exposed, accounts against controls, what changed, every bucket.

Buckets and findings are data in the page, which its script shows a hundred at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from s3lint.fleet.report.matrix import SHOWN, Counts, account_rows, bucket_rows, prepare
from s3lint.fleet.report.summary import Named, Summary
from s3lint.fleet.report.text import headline
from s3lint.fleet.report.trend import trend
from s3lint.fleet.store.database import Store
from s3lint.lazy import lazy_re
from s3lint.report.html.page import asset, page
from s3lint.report.untrusted import html

MOST_EXPOSED = 200
MOST_ACCOUNTS = 500
MOST_FINDINGS = 20_000
_SEVERITIES = ["info", "low", "medium", "high", "critical"]
# where a line of a file is shown at a host: whatever else a remote names gets no link
_HOSTS = ((re.compile(r"github\.[\w.-]+/[\w./-]+"), "/blob/"), (re.compile(r"gitlab\.[\w.-]+/[\w./-]+"), "/-/blob/"))
_COMMIT = lazy_re(r"[0-9a-f]{40,64}")


def render(summary: Summary, store: Store) -> str:
    """The run as a page."""
    prepare(store)
    accounts = account_rows(store)
    sources = _sources(store)
    body = [
        *_header(summary),
        "<main>",
        *_lost(summary),
        *_exposed(summary, sources),
        *_matrix(summary, accounts),
        *trend(summary.trend),
        *_changed(summary),
        *_names(summary),
        *_explorer(),
        "</main>",
        f"<footer>s3lint {html(summary.version)} · run {html(summary.run)} of {html(summary.source)}</footer>",
        f'<script type="application/json" id="data">{_data(store, sources)}</script>',
    ]
    style = asset("page.css") + asset("report.css") + _own("fleet.css")
    return page(f"s3lint fleet: {headline(summary)}", style, _own("fleet.js"), body)


def _own(name: str) -> str:
    return Path(__file__).with_name("assets").joinpath(name).read_text(encoding="utf-8")


def _sources(store: Store) -> dict[str, str]:
    """For each repository the address that its files lie below, where its host is known."""
    found: dict[str, str] = {}
    for name, remote, commit in store.ask('SELECT repository, remote, "commit" FROM repositories'):
        for form, blob in _HOSTS:
            if form.fullmatch(remote or "") and _COMMIT.fullmatch(commit or ""):
                found[name] = f"https://{remote}{blob}{commit}/"
    return found


def _header(summary: Summary) -> Iterator[str]:
    yield f"<header><h1>s3lint fleet: {html(headline(summary))}</h1>"
    yield '<ul class="tiles">'
    yield _tile(summary.repositories, "repositories")
    yield _tile(summary.buckets, "buckets")
    yield _tile(summary.exposed_in_all, "exposed", "critical" if summary.exposed_in_all else "")
    for word, number in summary.by_severity.items():
        if number:
            yield _tile(number, word, word)
    yield _tile(summary.undecided, "undecided")
    yield "</ul></header>"


def _tile(number: int, word: str, style: str = "") -> str:
    return f'<li><b class="{style}">{number:,}</b><span>{html(word)}</span></li>'


def _lost(summary: Summary) -> Iterator[str]:
    if not summary.incomplete:
        return
    text = f"Repositories of which something was not read or judged: {summary.incomplete:,}. This report is incomplete."
    yield f'<section class="warning" role="alert"><p>{text}</p>'
    if summary.not_judged:
        yield f"<details><summary>{len(summary.not_judged):,} not judged as asked</summary><ul>"
        yield from (f"<li><b>{html(r['repository'])}</b> {html(r['why'])}</li>" for r in summary.not_judged)
        yield "</ul></details>"
    yield "</section>"


def _exposed(summary: Summary, sources: dict[str, str]) -> Iterator[str]:
    yield "<h2>Who is exposed</h2>"
    if not summary.exposed:
        yield "<p>No bucket can certainly be reached by anyone or by another account.</p>"
        return
    heads = ("Bucket", "Reached by", "Request", "Account", "Owner", "Where")
    yield from _table(heads, [_exposed_cells(row, sources) for row in summary.exposed[:MOST_EXPOSED]])
    if len(summary.exposed) > MOST_EXPOSED:
        yield '<p class="soft">… and more: <code>s3lint fleet query exposed</code> lists them all.</p>'


def _exposed_cells(row: Named, sources: dict[str, str]) -> list[str]:
    who = " ".join(part for part in (row["who"], row["which"]) if part)
    badge = f'<span class="badge {"critical" if row["who"] == "anyone" else "high"}">{html(who)}</span>'
    name = f"<b>{html(row['address'])}</b>"
    request = f'<span class="soft">{html(row["request"] or "")}</span>'
    return [
        name,
        badge,
        request,
        html(row["account"] or "not known"),
        html(row["owner"] or ""),
        _where(row, sources, repository="of"),
    ]


def _where(row: Named, sources: dict[str, str], prefix: str = "", repository: str = "repository") -> str:
    path, line = row[f"{prefix}path"] or ".", row[f"{prefix}line"] or 1
    text = html(f"{row[repository]} {path}:{line}")
    start = sources.get(row[repository])
    if start is None:
        return f"<code>{text}</code>"
    return f'<a href="{html(start + _encoded(path))}#L{line}" rel="noreferrer"><code>{text}</code></a>'


def _encoded(path: str) -> str:
    return re.sub(rb"[^A-Za-z0-9/._~-]", lambda m: b"%%%02X" % m[0][0], path.encode("utf-8", "surrogatepass")).decode()


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table of cells that are markup already."""
    head = "".join(f'<th scope="col">{html(text)}</th>' for text in heads)
    yield f'<div class="matrix" tabindex="0"><table class="rows"><thead><tr>{head}</tr></thead><tbody>'
    yield from (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    yield "</tbody></table></div>"


def _matrix(summary: Summary, accounts: dict[str, dict[int, Counts]]) -> Iterator[str]:
    if not accounts:
        return
    yield '<h2 id="accounts">Accounts and controls</h2>'
    yield '<p class="soft">Buckets that lack a control, of those that are judged. A cell lists them below.</p>'
    heads = "".join(f'<th scope="col">{html(column.title)}</th>' for column in SHOWN)
    yield f'<div class="matrix" tabindex="0"><table id="matrix"><thead><tr><th scope="col">Account</th>{heads}</tr>'
    yield "</thead><tbody>"
    sizes = {row["account"]: row for row in summary.accounts}
    ordered = sorted(accounts, key=lambda name: (-sum(c[0] for c in accounts[name].values()), name))
    for name in ordered[:MOST_ACCOUNTS]:
        size = sizes.get(name, {})
        about = f"{size.get('repositories', 0):,} repositories, {size.get('buckets', 0):,} buckets"
        cells = "".join(_cell(name, number, accounts[name].get(number)) for number in range(len(SHOWN)))
        yield f'<tr><th scope="row">{html(name)}<span class="soft">{about}</span></th>{cells}</tr>'
    yield "</tbody></table></div>"
    if len(ordered) > MOST_ACCOUNTS:
        yield f'<p class="soft">… and {len(ordered) - MOST_ACCOUNTS:,} more accounts, with less to do.</p>'


def _cell(account: str, column: int, counts: Counts | None) -> str:
    if counts is None:
        return '<td class="cell none"></td>'
    lacking, undecided, holding = counts
    state, kind = ("n", "high") if lacking else ("u", "undecided") if undecided else ("y", "yes")
    number = lacking or undecided
    words = f"{lacking:,} without, {undecided:,} undecided, {holding:,} with: {SHOWN[column].title}"
    mark = f"{number:,}{'' if lacking else '?'}" if number else "✓"
    total = sum(counts)
    link = f'<a href="#buckets" data-account="{html(account)}" data-column="{column}" data-state="{state}">{mark}</a>'
    return f'<td class="cell {kind}" title="{html(words)}">{link}<span class="soft">of {total:,}</span></td>'


def _changed(summary: Summary) -> Iterator[str]:
    if not summary.changed:
        return
    yield "<h2>Changed by another repository</h2>"
    heads = ("Repository", "Check", "Resource", "Alone", "Together", "Because of", "Evidence")
    yield from _table(
        heads,
        [
            [
                html(str(row[key] or ""))
                for key in ("repository", "code", "resource", "alone", "verdict", "changed_by", "evidence")
            ]
            for row in summary.changed[:MOST_EXPOSED]
        ],
    )


def _names(summary: Summary) -> Iterator[str]:
    """What no single repository shows: names that are taken twice, and origins that anybody could take."""
    if summary.unowned:
        yield "<h2>Origins that nobody owns</h2>"
        yield '<p class="soft">No scanned repository makes these buckets, and distributions serve what is in them.</p>'
        rows = [[html(row["bucket"]), _where(row, {})] for row in summary.unowned[:MOST_EXPOSED]]
        yield from _table(("Bucket", "Where"), rows)
    if summary.claimed:
        yield "<h2>Names that two repositories claim</h2>"
        rows = [
            [html(row["bucket"]), _where(row, {}), _where(row, {}, "other_", "other")]
            for row in summary.claimed[:MOST_EXPOSED]
        ]
        yield from _table(("Bucket", "Where", "And where"), rows)


def _explorer() -> Iterator[str]:
    yield '<h2 id="buckets">Buckets</h2><div class="filters">'
    yield '<input type="search" id="find" aria-label="Filter buckets" placeholder="Filter buckets">'
    yield '<label>Account <select id="account"><option value="">all</option></select></label>'
    yield '<label>Control <select id="column"><option value="">any</option></select></label>'
    yield '<label>State <select id="state"><option value="">any</option><option value="n">missing</option>'
    yield '<option value="u">undecided</option><option value="y">in place</option></select></label>'
    yield '<output id="shown" class="soft"></output></div>'
    yield '<div class="matrix" tabindex="0"><table id="list"><thead></thead><tbody></tbody></table></div>'
    yield '<p><button type="button" id="more" hidden>Show more</button></p>'
    yield '<h2 id="findings">Findings</h2><div class="filters">'
    yield '<input type="search" id="find-finding" aria-label="Filter findings" placeholder="Filter findings">'
    yield '<output id="findings-shown" class="soft"></output></div>'
    yield '<div class="matrix" tabindex="0"><table class="rows" id="found"><tbody></tbody></table></div>'
    yield '<p><button type="button" id="more-findings" hidden>Show more</button></p>'


def _data(store: Store, sources: dict[str, str]) -> str:
    """What the script shows. Nothing in it ends the element that it stands in."""
    about = store.ask("SELECT repository, account, owner FROM repositories ORDER BY repository")
    numbers = {name: number for number, (name, _, _) in enumerate(about)}
    repositories = [
        [name, account or "not known", owner or "", sources.get(name, "")] for name, account, owner in about
    ]
    buckets = [
        [numbers[b.repository], b.address, b.name, b.path, b.line, b.states, b.worst, b.failures]
        for b in bucket_rows(store)
    ]
    listed = store.ask(
        f"""SELECT repository, list_position({_SEVERITIES}, severity), code, message, resource, path, line,
            coalesce(elsewhere, repository)
        FROM findings WHERE verdict = 'fail' AND suppressed IS NULL
        ORDER BY 2 DESC, repository, path, line, code, resource LIMIT {MOST_FINDINGS}"""
    )
    total = store.ask("SELECT count(*) FROM findings WHERE verdict = 'fail' AND suppressed IS NULL")[0][0]
    data = {
        "columns": [column.title for column in SHOWN],
        "repositories": repositories,
        "buckets": buckets,
        "findings": [[numbers[row[0]], *row[1:7], numbers.get(row[7], numbers[row[0]])] for row in listed],
        "total": total,
    }
    return json.dumps(data, separators=(",", ":"), ensure_ascii=True).replace("<", "\\u003c")
