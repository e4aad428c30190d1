"""One root, from its files to findings: what a worker process does."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from s3lint.checks import Finding
from s3lint.checks.catalogue import ALL
from s3lint.config import Settings
from s3lint.engine.report import BucketSummary
from s3lint.engine.request import Wanted
from s3lint.engine.run.gaps import gaps
from s3lint.findings.redaction import redacted, secrets_of
from s3lint.findings.suppressions import Suppression, from_metadata
from s3lint.languages import Frontends
from s3lint.languages.embedded import join_templates
from s3lint.languages.frontend import Root
from s3lint.source import INTERNAL, Diagnostic, Location
from s3lint.values import Configuration, Inputs

if TYPE_CHECKING:
    from s3lint.graph import Graph
    from s3lint.graph.context import Context
    from s3lint.questions.diagram import Picture

CHECKS = Wanted()


@dataclass(slots=True)
class Judged:
    """What came of one root. Plain data: it travels between processes."""

    root: Root
    findings: list[Finding] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    buckets: list[BucketSummary] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    suppressions: list[Suppression] = field(default_factory=list)  # of the resources' metadata
    files: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()  # those that hold something about S3
    resources: int = 0


def judge(
    frontends: Frontends,
    root: Root,
    settings: Settings,
    inputs: Inputs,
    *,
    verbose: bool = False,
    wanted: Wanted = CHECKS,
) -> Judged:
    """Read and judge one root. A mistake of s3lint is a diagnostic (S3L900) and hides no other root."""
    judged = Judged(root)
    try:
        for configuration in configurations(frontends, root, inputs, audit=settings.audit or wanted != CHECKS):
            join_templates(configuration, frontends.tree, inputs)
            _add(judged, configuration, settings, wanted)
    except RecursionError:
        text = "nested too deeply: s3lint did not check the rest of this root"
        judged.diagnostics.append(Diagnostic("S3L905", text, Location(root.path)))
    except Exception as error:
        text = f"internal error while checking {root.path}: {type(error).__name__}: {error}"
        hint = traceback.format_exc() if verbose else "please report this; -v shows where it happened"
        judged.diagnostics.append(Diagnostic(INTERNAL, text, Location(root.path), hint=hint))
    return judged


def configurations(frontends: Frontends, root: Root, inputs: Inputs, *, audit: bool) -> Iterable[Configuration]:
    """What a root holds; `audit` says whether all kinds of resources matter."""
    frontend = frontends.of(root)
    if frontend.selective:
        from s3lint.aws.types import wanted as wanted_types

        inputs = replace(inputs, types=wanted_types(audit=audit))
    return frontend.load(root, inputs)


def _add(judged: Judged, configuration: Configuration, settings: Settings, wanted: Wanted) -> None:
    seen = _verdicts(judged, configuration, settings, wanted)
    judged.diagnostics += seen.diagnostics
    judged.findings += seen.findings
    judged.buckets += seen.buckets
    judged.pictures += seen.pictures


@dataclass(slots=True)
class _Seen:
    """What came of one configuration."""

    findings: list[Finding]
    diagnostics: list[Diagnostic]
    buckets: list[BucketSummary]
    pictures: list[Picture]


def _verdicts(judged: Judged, configuration: Configuration, settings: Settings, wanted: Wanted) -> _Seen:
    from s3lint import graph, policy
    from s3lint.checks.run import run

    built = graph.build(configuration, context_of(settings))
    checks = [check for check in ALL if check.code in settings.codes and wanted.checks]
    with policy.limited():
        findings, diagnostics = run(built, checks, configuration.root)
    buckets = _buckets(built, wanted)
    pictures = _pictures(built, wanted)
    # only now: resources are evaluated when they are asked for, and more may have been read and found wrong by then
    diagnostics = [*configuration.diagnostics, *diagnostics, *gaps(configuration, built)]
    judged.files |= configuration.files
    judged.about |= {node.header.source.path for node in built.network.nodes() if node.header}
    judged.resources += sum(resource.mode == "managed" for resource in configuration.resources)
    judged.suppressions += (s for resource in configuration.resources for s in from_metadata(resource))
    secrets = secrets_of(configuration.resources)
    return _Seen(
        redacted(findings, secrets),
        redacted(diagnostics, secrets),
        redacted(buckets, secrets),
        redacted(pictures, secrets),
    )


def _buckets(built: Graph, wanted: Wanted) -> list[BucketSummary]:
    if wanted.beliefs:
        from s3lint.engine.run import beliefs as believed

        return believed.buckets(built)
    from s3lint.graph import buckets

    return [
        BucketSummary(b.address, built.root, b.header.location() if b.header else None, display=b.display)
        for b in buckets(built)
    ]


def _pictures(built: Graph, wanted: Wanted) -> list[Picture]:
    if not wanted.pictures:
        return []
    from s3lint.questions.diagram import picture

    return [picture(built)]


def context_of(settings: Settings) -> Context:
    """What the graph is told about the account and the team."""
    from s3lint.graph.context import Context

    plain = Context()
    return Context(
        account_id=settings.account_id,
        audit=settings.audit,
        trusted_accounts=frozenset(settings.trusted_accounts),
        account_block=frozenset(settings.account_block),
        sensitive_words=plain.sensitive_words if settings.sensitive_words is None else settings.sensitive_words,
        owner_words=settings.owner_words,
        sensitivity_tag=settings.sensitivity_tag or plain.sensitivity_tag,
        buckets_per_key=settings.buckets_per_key or plain.buckets_per_key,
        short_lived=settings.short_lived,
        owned_buckets=settings.owned_buckets,
    )
