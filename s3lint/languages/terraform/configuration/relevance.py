"""What S3 verdicts depend on, told from the text: so that the rest is neither parsed nor evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.module import Declaration, Module
from s3lint.languages.terraform.configuration.origin import local_calls

# resources that S3 verdicts are about, or that can change them
_SUBJECT = re.compile(
    r"aws_(?:s3|iam_|cloudtrail|cloudformation_stack|organizations_policy|macie|guardduty|accessanalyzer"
    r"|cloudfront_distribution|vpc_endpoint|lambda_permission)|s3-bucket"
)
# beside those: whatever speaks of a bucket or a policy (log writers, keys, distributions, alarms)
_CONCERN = re.compile(
    r"s3|bucket|polic(?:y|ies)|aws_(?:iam|kms|cloud(?:trail|front|formation)|macie|guardduty|config|access"
    r"|cloudwatch_(?:event_rule|log_metric_filter|metric_alarm)|lambda_permission)"
)


def concerns_storage(declaration: Declaration) -> bool:
    """Whether a resource may matter to an S3 verdict."""
    return any(_CONCERN.search(head.span.text) for head in declaration.heads)


def is_about_storage(module: Module) -> bool:
    """Whether a module's own text holds anything that S3 verdicts are about."""
    return any(_SUBJECT.search(source.text) for source in module.sources)


def is_about_storage_anywhere(library: Library, folder: str) -> bool:
    """Whether a module or anything that it calls is about S3. A module that is not here may be."""
    return _anywhere(library, folder, is_about_storage)


def may_hold_resources(library: Library, folder: str) -> bool:
    """Whether a module or anything that it calls may make a resource that matters to S3."""
    return _anywhere(library, folder, lambda module: any(_CONCERN.search(source.text) for source in module.sources))


def reach(library: Library, folder: str, reached: dict[str, None]) -> None:
    """Adds a module's folder, and those of all local modules that it calls, directly or not."""
    pending = [folder]
    while pending:
        here = pending.pop()
        if here not in reached:
            reached[here] = None
            pending += [target for target in local_calls(library.module(here)).values() if target is not None]


def _anywhere(library: Library, folder: str, test: Callable[[Module], bool]) -> bool:
    seen: set[str] = set()
    pending = [folder]
    while pending:
        here = pending.pop()
        if here in seen:
            continue
        seen.add(here)
        module = library.module(here)
        targets = local_calls(module)
        if test(module) or not module.files or len(targets) < len(module.calls) or None in targets.values():
            return True
        pending += [target for target in targets.values() if target is not None]
    return False
