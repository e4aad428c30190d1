"""Commands that an editor can call: inspect, graph, diff, suppress, open a page. Each answers with what it shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from s3lint.config import ConfigError
from s3lint.engine import UsageError
from s3lint.engine.report import Report
from s3lint.engine.request import Wanted
from s3lint.record import replace
from s3lint.report import render_buckets, render_comparison, render_graph
from s3lint.server import actions
from s3lint.server.answers import INSPECT, findings_like, report_path
from s3lint.server.documents import Document, uri_of
from s3lint.server.editor import Editor
from s3lint.server.judgements import Judged, Snapshot
from s3lint.server.protocol import JsonRpcInvalidParams, lsp

GRAPH, DIFF = "s3lint.graph", "s3lint.diff"
REVISION = "HEAD"

Command = Callable[..., Awaitable[Any]]


async def inspect(server: Editor, uri: str, addresses: list[str] | None = None) -> dict[str, str]:
    """What is believed about the buckets of a buffer, or about those with these addresses."""
    judged, document = await _judged(server, uri)
    report = await server.believed(judged.target)
    path = report_path(judged, document)
    own = [b for b in report.buckets if (b.address in addresses if addresses else _is_in(b.location, path))]
    text = render_buckets("text", replace(report, buckets=tuple(own))) if own else "No S3 buckets here.\n"
    return await _shown(server, "inspect.txt", text)


def _is_in(place: Any, path: str) -> bool:
    return place is not None and place.path == path


async def graph(server: Editor, uri: str) -> dict[str, str]:
    """The graph around a buffer, as a page for a browser."""
    judged, _ = await _judged(server, uri)

    def question(snapshot: Snapshot) -> Report:
        server.judgements.show(snapshot)
        request = server.judgements.request(judged.target, snapshot.settings, Wanted(checks=False, pictures=True))
        return server.judgements.session.analyse(request).report

    text = render_graph("html", await server.ask(question))
    return await _shown(server, "graph.html", text, external=True)


async def diff(server: Editor, uri: str, revision: str = REVISION) -> dict[str, str]:
    """Who gains or loses access since a revision, and which controls change."""
    judged, _ = await _judged(server, uri)

    def question(snapshot: Snapshot) -> str:
        server.judgements.show(snapshot)
        request = server.judgements.request(judged.target, snapshot.settings)
        return render_comparison("markdown", server.judgements.session.compare(request, revision))

    return await _shown(server, "diff.md", await server.ask(question))


async def suppress(server: Editor, uri: str, code: str, fingerprint: str, reason: str) -> bool:
    """Writes a comment with a reason above what a finding points at."""
    judged, document = await _judged(server, uri)
    found = [one for one in findings_like(server, document, fingerprint) if one.code == code]
    edits = actions.suppression(server.text_of(document), report_path(judged, document), found, reason) if found else []
    if not edits:
        raise JsonRpcInvalidParams(f"no comment can suppress {code} here")
    edit = lsp.WorkspaceEdit(changes={document.uri: list(edits)})
    answer = await server.workspace_apply_edit_async(lsp.ApplyWorkspaceEditParams(edit, f"Suppress {code}"))
    return answer.applied


async def fix_all(server: Editor, uri: str, code: str) -> bool:
    """Mends what can be mended of one check's findings in a buffer, unsafe fixes too: they were asked for by name."""
    _, document = await _judged(server, uri)
    edits = await server.all_fixed(document, code, unsafe=True)
    if not any(edits.values()):
        raise JsonRpcInvalidParams(f"nothing of {code} can be fixed in this file")
    params = lsp.ApplyWorkspaceEditParams(server.edit_of(edits), f"Fix all of {code}")
    return (await server.workspace_apply_edit_async(params)).applied


async def open_page(server: Editor, code: str) -> str:
    """Has the client open the page of a code."""
    uri = actions.page_uri(code)
    await _show(server, uri, external=True)
    return uri


async def _judged(server: Editor, uri: str) -> tuple[Judged, Document]:
    """The target that a buffer belongs to, as it was judged last."""
    await server.settled()
    document = server.documents.of(uri)
    if document is None:
        raise JsonRpcInvalidParams(f"{uri} is not open")
    for judged in server.judgements.about(document.path):
        return judged, document
    raise JsonRpcInvalidParams(f"{uri} has not been judged: the messages of s3lint say why")


async def _shown(server: Editor, name: str, text: str, *, external: bool = False) -> dict[str, str]:
    """Writes a page, and has the client show it where it can."""
    uri = uri_of(server.pages.write(name, text))
    await _show(server, uri, external=external)
    return {"uri": uri, "text": text}


async def _show(server: Editor, uri: str, *, external: bool) -> None:
    window = server.client_capabilities.window
    if window is not None and window.show_document is not None and window.show_document.support:
        await server.window_show_document_async(lsp.ShowDocumentParams(uri, external=external, take_focus=True))


def _said_plainly(command: Command) -> Command:
    """A command whose user's mistakes are answers, not crashes."""

    async def called(server: Editor, *arguments: Any) -> Any:
        try:
            return await command(server, *arguments)
        except (UsageError, ConfigError) as error:
            raise JsonRpcInvalidParams(str(error)) from error

    return called


COMMANDS: dict[str, Command] = {
    INSPECT: _said_plainly(inspect),
    GRAPH: _said_plainly(graph),
    DIFF: _said_plainly(diff),
    actions.FIX_KIND: _said_plainly(fix_all),
    actions.SUPPRESS: _said_plainly(suppress),
    actions.OPEN_PAGE: _said_plainly(open_page),
}
