"""What can be done about a finding where it stands: suppress it with a reason, open its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from s3lint.checks import Finding
from s3lint.findings.suppressions import add_ignores
from s3lint.report.links import help_uri
from s3lint.server.protocol import lsp
from s3lint.server.texts import Text

SUPPRESS, OPEN_PAGE = "s3lint.suppress", "s3lint.openPage"
ASK = "s3lint.suppressWithReason"  # the client's own, which asks for the reason
FIX_ALL = "source.fixAll.s3lint"
FIX_KIND = "s3lint.fixAll"
PLACEHOLDER = "TODO: say why this is accepted"


def suppression(text: Text, path: str, findings: Sequence[Finding], reason: str) -> list[lsp.TextEdit]:
    """The edit that writes a comment for findings in a file; none where no comment can cover all of them."""
    insertion = add_ignores(path, text.text, findings, reason)
    return [] if insertion.left else changes(text, insertion.text)


def changes(text: Text, wanted: str) -> list[lsp.TextEdit]:
    """The edit that makes one text of another: what differs, from the first to the last line."""
    if wanted == text.text:
        return []
    old, new = text.text.splitlines(keepends=True), wanted.splitlines(keepends=True)
    shared = min(len(old), len(new))
    first = next((n for n in range(shared) if old[n] != new[n]), shared)
    last = next((n for n in range(shared - first) if old[-1 - n] != new[-1 - n]), shared - first)
    start, end = len("".join(old[:first])), len(text.text) - len("".join(old[len(old) - last :]))
    return [lsp.TextEdit(text.between(start, end), "".join(new[first : len(new) - last]))]


def for_finding(
    diagnostic: lsp.Diagnostic, uri: str, edits: Sequence[lsp.TextEdit], *, asks: bool
) -> Iterable[lsp.CodeAction]:
    """The actions for one finding. `asks`: the client asks for the reason itself and calls the command with it."""
    code = str(diagnostic.code)
    if edits and asks:
        data = diagnostic.data if isinstance(diagnostic.data, dict) else {}
        arguments: list[lsp.LSPAny] = [uri, code, data.get("fingerprint", "")]
        command = lsp.Command(f"Suppress {code}", ASK, arguments=arguments)
        yield _quick_fix(f"Suppress {code} here with a reason…", diagnostic, command=command)
    elif edits:
        edit = lsp.WorkspaceEdit(changes={uri: list(edits)})
        yield _quick_fix(f"Suppress {code} here (say why in the comment)", diagnostic, edit=edit)
    page = lsp.Command(f"Open the page of {code}", OPEN_PAGE, arguments=[code])
    yield _quick_fix(page.title, diagnostic, command=page)


def for_fix(diagnostic: lsp.Diagnostic, title: str, edit: lsp.WorkspaceEdit, *, is_safe: bool) -> lsp.CodeAction:
    """A fix that proved itself; a safe one is preferred."""
    action = _quick_fix(title, diagnostic, edit=edit)
    action.is_preferred = is_safe
    return action


def for_kind(diagnostic: lsp.Diagnostic, uri: str) -> lsp.CodeAction:
    """The fixes of all findings of the same check in the file."""
    code = str(diagnostic.code)
    command = lsp.Command(f"Fix all of {code} in this file", FIX_KIND, arguments=[uri, code])
    return _quick_fix(command.title, diagnostic, command=command)


def _quick_fix(
    title: str, diagnostic: lsp.Diagnostic, *, edit: lsp.WorkspaceEdit | None = None, command: lsp.Command | None = None
) -> lsp.CodeAction:
    return lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, [diagnostic], edit=edit, command=command)


def page_uri(code: str) -> str:
    """The address of a code's page."""
    return help_uri(code)
