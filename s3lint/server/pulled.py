"""Diagnostics that the client asks for: of one file, and of all."""

from __future__ import annotations

from pathlib import Path

from s3lint.server.documents import path_of
from s3lint.server.editor import Editor
from s3lint.server.protocol import lsp


async def document_report(server: Editor, params: lsp.DocumentDiagnosticParams) -> lsp.DocumentDiagnosticReport:
    """What was found in one file, or that it is as the client knows it."""
    await server.settled()
    path = path_of(params.text_document.uri)
    if path is None:
        return lsp.RelatedFullDocumentDiagnosticReport(items=[])
    mark = server.mark(path)
    if mark == params.previous_result_id:
        return lsp.RelatedUnchangedDocumentDiagnosticReport(result_id=mark)
    return lsp.RelatedFullDocumentDiagnosticReport(items=server.found.get(path, []), result_id=mark)


async def workspace_report(server: Editor, params: lsp.WorkspaceDiagnosticParams) -> lsp.WorkspaceDiagnosticReport:
    """What was found in each file that has something to show, or had."""
    await server.settled()
    known: dict[Path, str] = {}
    for previous in params.previous_result_ids:
        if (path := path_of(previous.uri)) is not None:
            known[path] = previous.value
    return lsp.WorkspaceDiagnosticReport([_one(server, path, known) for path in {**server.found, **known}])


def _one(server: Editor, path: Path, known: dict[Path, str]) -> lsp.WorkspaceDocumentDiagnosticReport:
    uri, mark = server.uri_of(path), server.mark(path)
    document = server.documents.at(path)
    version = document.version if document else None
    if known.get(path) == mark:
        return lsp.WorkspaceUnchangedDocumentDiagnosticReport(uri=uri, result_id=mark, version=version)
    items = server.found.get(path, [])
    return lsp.WorkspaceFullDocumentDiagnosticReport(uri=uri, items=items, result_id=mark, version=version)
