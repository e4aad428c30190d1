"""One editor: what it shows, what was found, and what it is told. Everything here runs on the connection's loop."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from s3lint import __version__
from s3lint.config import ConfigError
from s3lint.engine import UsageError
from s3lint.engine.report import Report
from s3lint.server.documents import Document, Documents, path_of, uri_of
from s3lint.server.fixes import Edits, Offer, all_fixed, offers, workspace_edit
from s3lint.server.judgements import Judgements, Snapshot
from s3lint.server.pages import Pages
from s3lint.server.protocol import JsonRpcException, LanguageServer, lsp, uris
from s3lint.server.settings import SECTION, ClientSettings, read
from s3lint.server.texts import Text
from s3lint.server.turns import Overtaken, Turns

T = TypeVar("T")


class Editor(LanguageServer):
    """The server with what it knows of its client."""

    def __init__(self) -> None:
        # whole texts: there is nothing to get wrong, and files are small
        super().__init__("s3lint", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.documents = Documents()
        self.turns = Turns()
        self.judgements = Judgements(self.uri_of)
        self.pages = Pages()
        self.settings = ClientSettings()
        self.folders: dict[Path, Path] = {}  # real path -> as the client names it
        self.asks_for_reasons = False
        self.found: dict[Path, list[lsp.Diagnostic]] = {}
        self.number = -1  # of the documents that `found` is about
        self._told: dict[Path, tuple[int | None, list[lsp.Diagnostic]]] = {}  # as sent, with the version of the buffer
        self._marks: dict[Path, tuple[int, list[lsp.Diagnostic]]] = {}
        self._believed: dict[Path, tuple[int, Report]] = {}
        self._offered: tuple[int, dict[str, list[Offer]]] = (-1, {})
        self._complaints: set[str] = set()  # what the client was told and is still so

    # what the client says of itself

    @property
    def encoding(self) -> str:
        """The units that characters are counted in."""
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics, and can be told to ask again: then none are sent unasked."""
        capabilities = self.client_capabilities
        asks = capabilities.text_document is not None and capabilities.text_document.diagnostic is not None
        refresh = capabilities.workspace.diagnostics if capabilities.workspace else None
        return asks and refresh is not None and bool(refresh.refresh_support)

    def begin(self, params: lsp.InitializeParams) -> None:
        """Takes up the folders and options that a client begins with."""
        folders = [folder.uri for folder in params.workspace_folders or ()]
        if not folders and params.root_uri:
            folders = [params.root_uri]
        self.change_folders(folders, ())
        options = params.initialization_options
        if isinstance(options, dict):
            self.asks_for_reasons = options.get("asksForReasons") is True
            self.settings = read(options.get("settings", options))

    def change_folders(self, added: list[str], removed: list[str] | tuple[str, ...]) -> None:
        """Folders that come and go."""
        for uri in removed:
            if (path := path_of(uri)) is not None:
                self.folders.pop(path, None)
        for uri in added:
            if (path := path_of(uri)) is not None and path.is_dir():
                self.folders[path] = Path(uris.to_fs_path(uri) or path)

    def uri_of(self, path: Path) -> str:
        """The address of a file as the client writes it."""
        document = self.documents.at(path)
        if document is not None:
            return document.uri
        for folder, named in self.folders.items():
            if path.is_relative_to(folder):
                return uri_of(named / path.relative_to(folder))
        return uri_of(path)

    def configured(self, sent: object) -> None:
        """Takes up the settings that a client sends of itself."""
        section = sent.get(SECTION) if isinstance(sent, dict) else None
        if section is not None:
            self.take_up(section)
            self.changed()

    def take_up(self, section: object) -> None:
        """New settings, and what is wrong with them."""
        self.settings = read(section)
        for problem in self.settings.problems:
            self.complain(problem)

    async def configure(self) -> None:
        """Asks the client for its settings, where it can be asked."""
        workspace = self.client_capabilities.workspace
        if workspace is None or not workspace.configuration:
            return
        item = lsp.ConfigurationItem(section=SECTION)
        try:
            answer = await self.workspace_configuration_async(lsp.ConfigurationParams([item]))
        except JsonRpcException:  # who answers no questions has no settings to give
            return
        if answer and answer[0] is not None:
            self.take_up(answer[0])
            self.changed()

    # what is asked of the session

    def snapshot(self) -> Snapshot:
        """What the editor shows now."""
        return Snapshot(
            self.documents.number,
            self.documents.listed(),
            tuple(self.documents.released()),
            tuple(self.folders),
            self.settings,
            self.encoding,
        )

    def changed(self, *, at_once: bool = False) -> None:
        """Something changed that verdicts may hang on."""
        self.documents.touch()
        self.turns.later(0 if at_once else self.settings.delay, self.judge)

    def edited(self, uri: str, version: int, text: str) -> None:
        """A buffer has a new text."""
        before = self.documents.number
        self.documents.put(uri, version, text)
        if self.documents.number != before:
            self.turns.later(self.settings.delay, self.judge)

    async def judge(self) -> None:
        """Judges what is shown now, and tells the client. An answer about an older text is told to nobody."""

        self.turns.begin()
        snapshot = self.snapshot()
        try:
            found = await self.turns.ask(partial(self.judgements.judge, snapshot, self.turns.look_up))
        except Overtaken:
            return
        if snapshot.number != self.documents.number:
            return
        self._complaints &= {_told(error) for error in found.errors}
        for error in found.errors:
            self.report(error)
        self.found, self.number = found.diagnostics, snapshot.number
        self.publish()
        self.turns.tell()

    def publish(self) -> None:
        """Sends what has changed, or has the client ask for it."""
        if self.pulls:
            self.workspace_diagnostic_refresh(None)
        else:
            for path in {**self.found, **self._told, **self.documents.listed()}:
                self.tell(path, self.found.get(path, []))
        lens = self.client_capabilities.workspace.code_lens if self.client_capabilities.workspace else None
        if lens is not None and lens.refresh_support and self.settings.lens:
            self.workspace_code_lens_refresh(None)

    def tell(self, path: Path, made: list[lsp.Diagnostic]) -> None:
        """Sends the diagnostics of one file, unless the client has them: of an open one for each version."""
        document = self.documents.at(path)
        version = document.version if document else None
        if self._told.get(path, (None, [])) == (version, made):
            return
        if made or document:
            self._told[path] = version, made
        else:
            del self._told[path]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uri_of(path), made, version))

    def mark(self, path: Path) -> str:
        """What tells the diagnostics of a file from those that were there before."""
        made = self.found.get(path, [])
        known = self._marks.get(path)
        if known is None or known[1] != made:
            self._marks[path] = known = ((known[0] if known else 0) + 1, made)
        return str(known[0])

    async def settled(self) -> None:
        """Waits until what is shown now has been judged."""
        await self.turns.until(lambda: self.number >= self.documents.number)

    async def ask(self, question: Callable[[Snapshot], T]) -> T:
        """An answer about what is shown now."""
        return await self.turns.ask(partial(question, self.snapshot()))

    async def believed(self, target: Path) -> Report:
        """What is believed about the buckets of a target, worked out once for each state of the texts."""
        known = self._believed.get(target)
        if known is not None and known[0] == self.documents.number:
            return known[1]

        def question(snapshot: Snapshot) -> tuple[int, Report]:
            if (again := self._believed.get(target)) is not None and again[0] == snapshot.number:
                return again  # of two who asked at the same time, the second
            return snapshot.number, self.judgements.beliefs(snapshot, target).report

        self._believed[target] = await self.ask(question)
        return self._believed[target][1]

    async def offers(self, document: Document, fingerprints: list[str]) -> dict[str, list[Offer]]:
        """The fixes of some findings in a buffer, worked out once for each state of the texts."""
        judged = next(iter(self.judgements.about(document.path)), None)
        if judged is None:
            return {}
        if self._offered[0] != self.documents.number:
            self._offered = self.documents.number, {}
        known = self._offered[1]
        if missing := [one for one in fingerprints if one not in known]:
            made = await self.ask(lambda snapshot: offers(self.judgements, snapshot, judged, missing))
            known |= {one: made.get(one, []) for one in missing}
        return {one: known[one] for one in fingerprints}

    async def all_fixed(self, document: Document, code: str | None, *, unsafe: bool) -> Edits:
        """The edits that mend what can be mended in a buffer."""
        judged = next(iter(self.judgements.about(document.path)), None)
        if judged is None:
            return {}
        path = document.path
        return await self.ask(lambda now: all_fixed(self.judgements, now, judged, path, code, unsafe=unsafe))

    def edit_of(self, edits: Edits) -> lsp.WorkspaceEdit:
        """Edits as the client applies them."""
        return workspace_edit(edits, {path: self.uri_of(path) for path in edits})

    def text_of(self, document: Document) -> Text:
        """A buffer with its places."""
        return Text(str(document.path), document.text, self.encoding)

    # what goes wrong

    def report(self, error: Exception) -> None:
        """A question that failed is a message, and the server lives."""
        text = _told(error)
        if not isinstance(error, UsageError | ConfigError) and text not in self._complaints:
            trace = "".join(traceback.format_exception(error))
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, trace))
        self.complain(text)

    def complain(self, text: str) -> None:
        """Says once what went wrong."""
        if text not in self._complaints:
            self._complaints.add(text)
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"s3lint: {text}"))


def _told(error: Exception) -> str:
    if isinstance(error, UsageError | ConfigError):
        return str(error)
    return f"internal error: {type(error).__name__}: {error} (the log shows where; please report it)"
