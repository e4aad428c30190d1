"""The features of the server, each a few lines from the protocol to what answers it."""

from __future__ import annotations

from s3lint.server import answers
from s3lint.server.actions import FIX_ALL
from s3lint.server.commands import COMMANDS
from s3lint.server.completion import resolved
from s3lint.server.editor import Editor
from s3lint.server.protocol import lsp
from s3lint.server.pulled import document_report, workspace_report

# what may change a verdict when it changes on disk
WATCHED = "**/*.{tf,tofu,tfvars,hcl,json,yaml,yml,template,toml}"


def serve() -> None:
    """Serves one client on standard input and output, until it says goodbye."""
    server = made()
    try:
        server.start_io()
    finally:
        server.pages.close()


def made() -> Editor:
    """A server with all its features."""
    server = Editor()
    _lifecycle(server)
    _texts(server)
    _answers(server)
    for name, command in COMMANDS.items():
        server.command(name)(command)
    return server


def _lifecycle(server: Editor) -> None:
    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.begin(params)
        if server.pulls:  # told to others, some would show each finding twice
            _pulled(server)

    @server.feature(lsp.INITIALIZED)
    def initialized(params: lsp.InitializedParams) -> None:
        for problem in server.settings.problems:
            server.complain(problem)
        server.changed(at_once=True)
        _watch(server)
        server.turns.soon(server.configure())

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(params: lsp.DidChangeConfigurationParams) -> None:
        server.configured(params.settings)
        server.turns.soon(server.configure())

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        server.change_folders([one.uri for one in params.event.added], [one.uri for one in params.event.removed])
        server.changed()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: lsp.DidChangeWatchedFilesParams) -> None:
        server.changed()


def _watch(server: Editor) -> None:
    """Has the client tell of changed files, where it can."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching is None or not watching.dynamic_registration:
        return
    options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(WATCHED)])
    registration = lsp.Registration("s3lint-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    server.client_register_capability(lsp.RegistrationParams([registration]))


def _texts(server: Editor) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        one = params.text_document
        server.edited(one.uri, one.version, one.text)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        one = params.text_document
        server.edited(one.uri, one.version, server.workspace.get_text_document(one.uri).source)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.changed()  # what could not be read counts from now on

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.documents.close(params.text_document.uri)
        server.changed()


def _pulled(server: Editor) -> None:
    options = lsp.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier="s3lint")

    @server.feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def pulled(params: lsp.DocumentDiagnosticParams) -> lsp.DocumentDiagnosticReport:
        return await document_report(server, params)

    @server.feature(lsp.WORKSPACE_DIAGNOSTIC)
    async def pulled_all(params: lsp.WorkspaceDiagnosticParams) -> lsp.WorkspaceDiagnosticReport:
        return await workspace_report(server, params)


def _answers(server: Editor) -> None:
    kinds = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, FIX_ALL])

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)
    async def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return await answers.code_actions(server, params)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return await answers.answer_hover(server, params)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS, lsp.CodeLensOptions(resolve_provider=True))
    async def lens(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        await server.settled()
        return answers.lenses(server, params)

    @server.feature(lsp.CODE_LENS_RESOLVE)
    async def resolve_lens(lens: lsp.CodeLens) -> lsp.CodeLens:
        return await answers.resolved_lens(server, lens)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def links(params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
        return await answers.document_links(server, params)

    triggers = lsp.CompletionOptions(trigger_characters=["[", ","], resolve_provider=True)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, triggers)
    def completion(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        return answers.completion(server, params)

    @server.feature(lsp.COMPLETION_ITEM_RESOLVE)
    def resolve_item(item: lsp.CompletionItem) -> lsp.CompletionItem:
        return resolved(item)
