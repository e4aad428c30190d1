"""What s3lint says of a few files: the run that users get, without a disk and a command line.

Nothing here is read otherwise than for users: the same discovery, the same choice of resources, the same checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from s3lint.checks import Finding
from s3lint.engine import Report, Request
from s3lint.engine.input.scope import Scope, Target
from s3lint.engine.run.analysis import analyse
from s3lint.engine.run.loading import configurations
from s3lint.graph import Context, Graph, build
from s3lint.languages import Frontends
from s3lint.languages.frontend import Claim, Frontend
from s3lint.source import MemoryTree
from s3lint.values import Inputs

Files = Mapping[str, str | bytes]
"""Texts by their paths: `{"main.tf": …}` is a root module, `{"template.yaml": …}` a stack."""

Verdicts = dict[tuple[str, str], str]
"""`(code, resource)` -> `pass`, `fail`, `unknown`; several with commas, where a check says several things of it."""

FOLDER = Path("/nowhere")
ALL_VERDICTS = ["fail", "unknown", "pass"]


def report(files: Files, *codes: str, **settings: object) -> Report:
    """The report on some files: of the named checks, or of all. Settings are written as in s3lint.toml, with `_`."""
    options = {name.replace("_", "-"): value for name, value in settings.items()}
    options |= {"show": ALL_VERDICTS, "profile": "audit"}
    if codes:
        options["select"] = list(codes)
    scope = Scope(MemoryTree(dict(files)), FOLDER, (Target(".", is_file=False),), FOLDER)
    return analyse(Request((".",), FOLDER, options=options, jobs=1), given=[scope]).report


def findings(files: Files, *codes: str, **settings: object) -> list[Finding]:
    """What the named checks, or all, say of files that s3lint has no remark about."""
    said = report(files, *codes, **settings)
    assert said.diagnostics == ()
    return list(said.findings)


def verdicts(files: Files, *codes: str, **settings: object) -> Verdicts:
    """The verdicts of the named checks, or of all."""
    return by_resource(findings(files, *codes, **settings))


def _claimed(frontend: Frontend, files: Files) -> list[str]:
    """The files that are of a language."""
    data = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    return [p for p in data if frontend.claims(p) is Claim.YES or frontend.recognises(p, data[p])]


def graph_of(files: Files, context: Context | None = None) -> Graph:
    """The graph of the one root in some files, as checks are given it."""
    frontends = Frontends(MemoryTree(dict(files)))
    (root,) = (root for frontend in frontends for root in frontend.roots(_claimed(frontend, files), Inputs()))
    (configuration,) = configurations(frontends, root, Inputs(), audit=True)
    assert configuration.diagnostics == []
    return build(configuration, context)


def by_resource(found: Iterable[Finding]) -> Verdicts:
    """Findings as what each check says of each resource, the worst first."""
    said: dict[tuple[str, str], set[str]] = {}
    for finding in found:
        said.setdefault((finding.code, finding.resource), set()).add(finding.verdict.value)
    return {key: ", ".join(sorted(some, key=ALL_VERDICTS.index)) for key, some in said.items()}
