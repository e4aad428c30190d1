"""What is answered about a place in a buffer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from s3lint.checks import Finding
from s3lint.engine.report import BucketSummary
from s3lint.engine.run.hanging import Hanging, hanging
from s3lint.server import actions, hover, lens, links
from s3lint.server.completion import codes, word_before
from s3lint.server.diagnostics import SOURCE
from s3lint.server.documents import Document
from s3lint.server.editor import Editor
from s3lint.server.judgements import Judged, Snapshot
from s3lint.server.protocol import lsp
from s3lint.source import Location

INSPECT = "s3lint.inspect"


async def code_actions(server: Editor, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """What can be done about the findings in a range."""
    await server.settled()
    document = server.documents.of(params.text_document.uri)
    if document is None:
        return []
    only = params.context.only
    found = await _fixes_of_all(server, document) if _is_wanted(actions.FIX_ALL, only, asked_for=True) else []
    if not _is_wanted(lsp.CodeActionKind.QuickFix, only):
        return found
    text = server.text_of(document)
    ours = [one for one in params.context.diagnostics if one.source == SOURCE and one.code]
    wanted = [(one, findings_of(server, document, one)) for one in ours]
    offered = await server.offers(document, [one.fingerprint for _, some in wanted for one in some])
    for diagnostic, some in wanted:
        for offer in {offer.fix: offer for one in some for offer in offered.get(one.fingerprint, ())}.values():
            found.append(actions.for_fix(diagnostic, offer.title, server.edit_of(offer.edits), is_safe=offer.is_safe))
            found.append(actions.for_kind(diagnostic, document.uri))
        edits = actions.suppression(text, _path(some), some, actions.PLACEHOLDER) if some else []
        found += actions.for_finding(diagnostic, document.uri, edits, asks=server.asks_for_reasons)
    return found


def _is_wanted(kind: str, only: Sequence[str] | None, *, asked_for: bool = False) -> bool:
    """Whether a client wants actions of a kind; `asked_for`: only where it names the kind, or a wider one."""
    if only is None:
        return not asked_for
    return any(kind == one or kind.startswith(f"{one}.") for one in only)


async def _fixes_of_all(server: Editor, document: Document) -> list[lsp.CodeAction]:
    """The safe fixes of all findings in a buffer, as one action."""
    edits = await server.all_fixed(document, None, unsafe=False)
    if not any(edits.values()):
        return []
    title = "Fix all that is safe to fix (s3lint)"
    return [lsp.CodeAction(title, actions.FIX_ALL, edit=server.edit_of(edits))]


def findings_of(server: Editor, document: Document, diagnostic: lsp.Diagnostic) -> list[Finding]:
    """The findings that a diagnostic stands for: of all instances of its resource."""
    data = diagnostic.data if isinstance(diagnostic.data, dict) else {}
    return findings_like(server, document, data.get("fingerprint"))


def findings_like(server: Editor, document: Document, fingerprint: object) -> list[Finding]:
    """The findings of one code at the place of the one with this fingerprint."""
    for judged in server.judgements.about(document.path):
        said = judged.said.get(document.path)
        first = next((one for one in said.findings if one.fingerprint == fingerprint), None) if said else None
        if said and first:
            return [one for one in said.findings if (one.code, one.location) == (first.code, first.location)]
    return []


def _path(findings: Sequence[Finding]) -> str:
    return findings[0].location.path


async def answer_hover(server: Editor, params: lsp.HoverParams) -> lsp.Hover | None:
    """What is known of a place: a code, an input, a statement or a bucket."""
    document = server.documents.of(params.text_document.uri)
    if document is None:
        return None
    text = server.text_of(document)
    line, start = text.line_around(params.position)
    column = text.offset(params.position) - start

    def shown(words: str | None, first: int, last: int) -> lsp.Hover | None:
        markup = lsp.MarkupContent(lsp.MarkupKind.Markdown, words or "")
        return lsp.Hover(markup, text.between(start + first, start + last)) if words else None

    if word := hover.code_at(line, column):
        return shown(hover.about_code(word.text), word.start, word.end)
    await server.settled()
    if word := hover.input_at(str(document.path), document.text, line, column):
        name = word.text
        hanging_on = await server.ask(lambda snapshot: hanging_at(server, snapshot, document, name))
        if hanging_on:
            said = hover.about_input(name, [(one.address, one.location) for one in hanging_on])
            return shown(said, word.start, word.end)
    number = text.source.position(start + column)[0]
    for judged in server.judgements.about(document.path):
        report = await server.believed(judged.target)
        path = report_path(judged, document)
        told = hover.about_statement(report.buckets, path, number) or hover.about_bucket(report.buckets, path, number)
        if told:
            return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, told[0]), text.range(told[1]))
    return None


def report_path(judged: Judged, document: Document) -> str:
    """A buffer's path as the report on a target names it."""
    return judged.result.parts[0].scope.display(_tree_path(judged, document) or str(document.path))


def _tree_path(judged: Judged, document: Document) -> str | None:
    return judged.result.parts[0].scope.path_of(str(document.path))


def hanging_at(server: Editor, snapshot: Snapshot, document: Document, name: str) -> list[Hanging]:
    """What hangs on an input of the root that a buffer belongs to, with places as a report names them."""
    server.judgements.show(snapshot)
    for judged in server.judgements.about(document.path):
        path = _tree_path(judged, document)
        for part in judged.result.parts:
            for root in part.chosen.roots:
                if path is not None and (root.path == path or root.path == (path.rpartition("/")[0] or ".")):
                    return hanging(part, root, name)
    return []


def lenses(server: Editor, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
    """A line above each bucket; what it says is found out when it is to be seen."""
    document = server.documents.of(params.text_document.uri)
    if document is None or not server.settings.lens:
        return []
    text = server.text_of(document)
    places: dict[int, Location] = {}
    for judged in server.judgements.about(document.path):
        path = report_path(judged, document)
        for bucket in judged.result.report.buckets:
            if bucket.location and bucket.location.path == path and not bucket.existing:
                places.setdefault(bucket.location.line, bucket.location)
    return [lsp.CodeLens(text.range(place), data={"uri": document.uri, "line": line}) for line, place in places.items()]


async def resolved_lens(server: Editor, one: lsp.CodeLens) -> lsp.CodeLens:
    """The lens with its words."""
    data = one.data if isinstance(one.data, dict) else {}
    uri, line = str(data.get("uri", "")), data.get("line")
    document = server.documents.of(uri)
    buckets = await buckets_at(server, document, line) if document else []
    title = lens.line(buckets) if buckets else "s3lint: not judged"
    addresses: list[lsp.LSPAny] = [bucket.address for bucket in buckets]
    one.command = lsp.Command(title, INSPECT, arguments=[uri, addresses])
    return one


async def buckets_at(server: Editor, document: Document, line: object) -> list[BucketSummary]:
    """What is believed about the buckets whose header is on a line."""
    for judged in server.judgements.about(document.path):
        report = await server.believed(judged.target)
        path = report_path(judged, document)
        found = [
            one for one in report.buckets if one.location and (one.location.path, one.location.line) == (path, line)
        ]
        if found:
            return found
    return []


async def document_links(server: Editor, params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
    """The modules, templates and documents that a buffer names."""
    document = server.documents.of(params.text_document.uri)
    if document is None:
        return []
    await server.settled()
    text = server.text_of(document)

    def named(snapshot: Snapshot) -> list[tuple[int, int, Path]]:
        for judged in server.judgements.about(document.path):
            path = _tree_path(judged, document)
            if path is not None:
                scope = judged.result.parts[0].scope
                found = links.links(scope.tree, path, text.text)
                return [(start, end, scope.root / target) for start, end, target in found]
        return []

    return [
        lsp.DocumentLink(text.between(start, end), server.uri_of(target))
        for start, end, target in await server.ask(named)
    ]


def completion(server: Editor, params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    """Codes, inside the brackets of a suppression."""
    document = server.documents.of(params.text_document.uri)
    if document is None:
        return []
    text = server.text_of(document)
    line, start = text.line_around(params.position)
    column = text.offset(params.position) - start
    word = word_before(line[:column])
    if word is None:
        return []
    found = {str(one.code) for one in server.found.get(document.path, ())}
    return list(codes(text.between(start + word, start + column), found))
