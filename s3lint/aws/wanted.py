"""Which resource types the graph is made of, so that readers need not evaluate the rest."""

from __future__ import annotations

from functools import cache

# what only checks of the audit profile look at
_AUDIT = {
    "aws_s3_bucket_metric",
    "aws_cloudwatch_metric_alarm",
    "aws_cloudwatch_log_metric_filter",
    "aws_cloudwatch_event_rule",
    "aws_accessanalyzer_analyzer",
    "aws_organizations_policy",
}
# not nodes, but asked for what they name, or read as templates of their own
_ASKED = {"data.aws_kms_alias", "data.aws_kms_key", "aws_iam_user", "aws_iam_group", "aws_cloudformation_stack"}


@cache
def terraform_types(*, audit: bool) -> frozenset[str]:
    """Terraform's resource types that verdicts depend on; those of the audit profile only where it runs."""
    from s3lint.aws.terraform import ADAPTERS

    return frozenset(ADAPTERS) - (frozenset() if audit else _AUDIT) | _ASKED
