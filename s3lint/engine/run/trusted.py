"""What the code under review says of itself: what counts of it, and what it changes.

With a trusted revision, a suppression in the code hides what it hid there, and no more: the revision is judged, too,
with its own comments, and what they suppress there may be suppressed here. Configuration and baseline are the
revision's (`Configs.tree`).
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.checks import Finding
from s3lint.config import file_in
from s3lint.engine.request import Request
from s3lint.engine.run.earlier import earlier
from s3lint.engine.run.part import Part, examine
from s3lint.engine.run.suppressions import mark_suppressed
from s3lint.engine.run.widened import widened
from s3lint.findings.baseline import Entry, apply
from s3lint.record import replace
from s3lint.source import Diagnostic, FileProblem, Location, Tree, folder_of

CHANGED = "S3L910"


def only_trusted(part: Part, request: Request) -> None:
    """Counts what the code suppresses and the trusted revision does not, and says what the code changes."""
    revision = request.config_from
    if revision is None:
        return
    part.diagnostics += _changed_files(part, request, revision)
    hidden = [finding for finding in part.findings if _by_code(finding)]
    if not hidden:
        return
    trusted = _suppressed_there(part, hidden, request)
    refused = {id(finding): finding for finding in hidden if id(finding) not in trusted}
    part.findings = [replace(f, suppressed=None) if id(f) in refused else f for f in part.findings]
    places = dict.fromkeys((f.suppressed.where, f.suppressed.reason) for f in refused.values() if f.suppressed)
    for where, _ in places:
        text = f"{revision} does not suppress what this suppresses: its findings are reported"
        part.diagnostics.append(Diagnostic(CHANGED, text, where or Location("."), incomplete=False))


def _by_code(finding: Finding) -> bool:
    return finding.suppressed is not None and finding.suppressed.kind == "inline"


def _suppressed_there(part: Part, hidden: list[Finding], request: Request) -> set[int]:
    """Which of the findings the trusted revision has and suppresses, and have not become worse since."""
    with earlier(part, request.config_from or "", "--config-from") as (scope, workspace):
        old = examine(scope, part.given, workspace, replace(request, jobs=1), part.configs)
        mark_suppressed(old, request)
        entries = [Entry.of(finding) for finding in old.findings if _by_code(finding)]
        bare = [replace(finding, suppressed=None) for finding in hidden]
        marked = apply(bare, entries, "").findings
        known = [finding for finding, now in zip(bare, marked, strict=True) if finding != now]
        wider = {id(finding) for finding in widened(part, old, known)} if known else set[int]()
    return {
        id(finding)
        for finding, without, now in zip(hidden, bare, marked, strict=True)
        if without != now and id(without) not in wider
    }


def _changed_files(part: Part, request: Request, revision: str) -> Iterator[Diagnostic]:
    """The configuration files, and the baseline, that are not as they are in the trusted revision."""
    folders = {above for judged in part.judged for above in _upwards(judged.root.folder)}
    trees: tuple[Tree, Tree] = (part.scope.tree, part.configs.tree)
    files = {file for tree in trees for folder in folders if (file := file_in(tree, folder)) is not None}
    named = part.scope.path_of(request.baseline) if request.baseline else part.configs.run().baseline
    for path in sorted(files | ({named} if named else set())):
        now, then = (_bytes(tree, path) for tree in trees)
        if now != then:
            did = "adds" if then is None else "removes" if now is None else "changes"
            text = f"the code under review {did} this file: s3lint takes it as it is in {revision}"
            yield Diagnostic(CHANGED, text, Location(path), incomplete=False)


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while folder != ".":
        folder = folder_of(folder)
        yield folder


def _bytes(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path) if tree.is_file(path) else None
    except FileProblem:
        return None


def turned_off(part: Part) -> Iterator[Diagnostic]:
    """What configuration files further down turn off of what the run asks for."""
    folders = sorted({judged.root.folder for judged in part.judged})
    said: set[str] = set()
    for folder in folders:
        file, hidden = part.configs.file_of(folder), part.configs.hidden(folder)
        if file is not None and hidden and file not in said:
            said.add(file)
            text = f"this file turns off checks that the run asks for ({len(hidden)}): {', '.join(sorted(hidden))}"
            yield Diagnostic(CHANGED, text, Location(file), incomplete=False)
