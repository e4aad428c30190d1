"""An editor for tests: a client of the server, over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

PULLS = lsp.ClientCapabilities(
    text_document=lsp.TextDocumentClientCapabilities(diagnostic=lsp.DiagnosticClientCapabilities()),
    workspace=lsp.WorkspaceClientCapabilities(
        diagnostics=lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=True), apply_edit=True
    ),
)
PLAIN = lsp.ClientCapabilities()
PATIENCE = 60  # seconds


class Editor(LanguageClient):
    """What a user's editor does, and what it is told."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.diagnostics: dict[str, lsp.PublishDiagnosticsParams] = {}
        self.messages: list[str] = []
        self.refreshed = 0
        self.edits: list[lsp.WorkspaceEdit] = []
        self.settings: dict[str, Any] = {}
        self._versions: dict[str, int] = {}
        self._listen()

    def _listen(self) -> None:
        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = params

        @self.feature(lsp.WINDOW_SHOW_MESSAGE)
        def said(params: lsp.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @self.feature(lsp.WORKSPACE_DIAGNOSTIC_REFRESH)
        def refresh(params: None) -> None:
            self.refreshed += 1

        @self.feature(lsp.WORKSPACE_APPLY_EDIT)
        def apply(params: lsp.ApplyWorkspaceEditParams) -> lsp.ApplyWorkspaceEditResult:
            self.edits.append(params.edit)
            return lsp.ApplyWorkspaceEditResult(True)

        @self.feature(lsp.WORKSPACE_CONFIGURATION)
        def configuration(params: lsp.ConfigurationParams) -> list[Any]:
            return [self.settings]

    def open(self, path: Path, text: str | None = None, language: str = "terraform") -> lsp.TextDocumentIdentifier:
        """Opens a file, with another text than that on disk where one is given."""
        uri = path.as_uri()
        self._versions[uri] = 1
        item = lsp.TextDocumentItem(uri, language, 1, path.read_text() if text is None else text)
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return lsp.TextDocumentIdentifier(uri)

    def change(self, path: Path, text: str) -> int:
        """Writes another text into a buffer; its version."""
        uri = path.as_uri()
        self._versions[uri] += 1
        document = lsp.VersionedTextDocumentIdentifier(version=self._versions[uri], uri=uri)
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))
        return self._versions[uri]

    def save(self, path: Path) -> None:
        """Tells that a buffer was saved."""
        self.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(path.as_uri())))

    async def pull(self, path: Path, previous: str | None = None) -> Any:
        """The report on one file."""
        document = lsp.TextDocumentIdentifier(path.as_uri())
        params = lsp.DocumentDiagnosticParams(text_document=document, previous_result_id=previous)
        return await asyncio.wait_for(self.text_document_diagnostic_async(params), PATIENCE)

    async def codes(self, path: Path) -> list[str]:
        """The codes of what is found in a file."""
        return [str(one.code) for one in (await self.pull(path)).items]

    async def command(self, name: str, *arguments: Any) -> Any:
        """What a command of the server answers."""
        params = lsp.ExecuteCommandParams(name, list(arguments))
        return await asyncio.wait_for(self.workspace_execute_command_async(params), PATIENCE)

    async def told(self, path: Path, version: int | None = None) -> list[lsp.Diagnostic]:
        """What was sent of a file, once something was sent (about a version of its text)."""
        uri = path.as_uri()
        async with asyncio.timeout(PATIENCE):
            while uri not in self.diagnostics or version not in (None, self.diagnostics[uri].version):
                await asyncio.sleep(0.01)
        return list(self.diagnostics[uri].diagnostics)


@asynccontextmanager
async def editing(
    *folders: Path, capabilities: lsp.ClientCapabilities = PULLS, options: Any = None
) -> AsyncIterator[Editor]:
    """An editor with these folders open, connected to a server of its own."""
    editor = Editor()
    await editor.start_io(sys.executable, "-m", "s3lint", "server")
    try:
        named = [lsp.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders]
        params = lsp.InitializeParams(
            capabilities=capabilities, workspace_folders=named, initialization_options=options
        )
        await asyncio.wait_for(editor.initialize_async(params), PATIENCE)
        editor.initialized(lsp.InitializedParams())
        yield editor
    finally:
        await asyncio.wait_for(editor.shutdown_async(None), PATIENCE)
        editor.exit(None)
        await asyncio.wait_for(editor.stop(), PATIENCE)


def applied(text: str, edits: Iterable[lsp.TextEdit]) -> str:
    """A text of ASCII with edits applied."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def offset(place: lsp.Position) -> int:
        return starts[place.line] + place.character

    for edit in sorted(edits, key=lambda one: offset(one.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text
