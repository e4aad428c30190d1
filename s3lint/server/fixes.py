"""Fixes as the editor is offered them: those that proved themselves on what it shows, buffers and files alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from s3lint.checks.wanted import Fix
from s3lint.fix import fixed, fixes, name_of
from s3lint.record import Struct, replace
from s3lint.server.actions import changes
from s3lint.server.diagnostics import absolute
from s3lint.server.judgements import Judged, Judgements, Snapshot
from s3lint.server.protocol import lsp
from s3lint.server.texts import Text
from s3lint.source import DiskTree, Location

Edits = dict[Path, list[lsp.TextEdit]]


class Offer(Struct, frozen=True):
    """A fix with the edits that it is."""

    fix: Fix
    edits: Edits

    @property
    def is_safe(self) -> bool:
        """Whether it takes away nothing that is used."""
        return self.fix.safety == "safe"

    @property
    def title(self) -> str:
        """What it does, and what it may take away."""
        return f"Fix: {self.fix.title}" if self.is_safe else f"Unsafe fix: {self.fix.title} ({self.fix.why})"


def offers(
    judgements: Judgements, snapshot: Snapshot, judged: Judged, fingerprints: Collection[str]
) -> dict[str, list[Offer]]:
    """Fingerprint -> the fixes of the finding. Each is proven alone."""
    judgements.show(snapshot)
    request = replace(judgements.request(judged.target, snapshot.settings), passes=True)
    result = judgements.session.analyse(request)
    wanted = {name_of(finding) for finding in result.report.findings if finding.fingerprint in fingerprints}
    found: dict[str, list[Offer]] = {}
    for (_, fingerprint), some in fixes(judgements.session, request, result, wanted).items():
        found.setdefault(fingerprint, []).extend(Offer(one, _edits(one, judged.folder, snapshot)) for one in some)
    return found


def all_fixed(
    judgements: Judgements, snapshot: Snapshot, judged: Judged, path: Path, code: str | None, *, unsafe: bool
) -> Edits:
    """The edits that mend what can be mended of the findings of a file, or of one check's there."""
    judgements.show(snapshot)
    request = replace(judgements.request(judged.target, snapshot.settings), paths=(str(path),), passes=True)
    if code is not None:
        request = replace(request, options={**request.options, "select": [code], "extend-select": [], "ignore": []})
    done = fixed(judgements.session, request, unsafe=unsafe)
    return {
        file: changes(text_at(file, snapshot), data.decode("utf-8-sig", "replace")) for file, data in done.files.items()
    }


def text_at(path: Path, snapshot: Snapshot) -> Text:
    """A file as the editor shows it. Raises FileProblem."""
    shown = snapshot.text(path)
    if shown is not None:
        return shown
    return Text(str(path), DiskTree(path.parent).read(path.name).decode("utf-8-sig", "replace"), snapshot.encoding)


def _edits(fix: Fix, folder: Path, snapshot: Snapshot) -> Edits:
    found: Edits = {}
    texts: dict[Path, Text] = {}
    for one in fix.replaced:
        path = absolute(folder, one.path)
        text = texts.setdefault(path, text_at(path, snapshot))
        place = Location(one.path, one.line, one.column, one.end_line, one.end_column)
        found.setdefault(path, []).append(lsp.TextEdit(text.range(place), one.text))
    return found


def workspace_edit(edits: Mapping[Path, list[lsp.TextEdit]], uri_of: Mapping[Path, str]) -> lsp.WorkspaceEdit:
    """Edits as the client applies them."""
    return lsp.WorkspaceEdit(changes={uri_of[path]: some for path, some in edits.items() if some})
