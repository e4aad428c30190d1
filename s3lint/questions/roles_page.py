"""The page of roles (docs/roles.md), from the table of roles."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.questions.role_table import RoleKind, Ruling, control_words, role_kinds, table_date

_HEAD = """# What a bucket is for

The same setting can be right for one bucket and break another: a KMS key stops the logs of a load balancer, and
disabled ACLs those of CloudFront. So s3lint works out what each bucket is for, by who writes to it or reads it, and
never by its name. A check passes, with the reason, where its control would break that; S3L309, S3L405 and S3L413 find
what is broken already. `s3lint inspect` shows the roles of each bucket.

| A role is told by | which |
| --- | --- |
| reference | a resource names the bucket as the place that it delivers to, reads from or keeps its state in |
| policy, ACL | the bucket policy or ACL allows the services or accounts of AWS to write that deliver nothing else |
| readers | the policy lets unsigned requests read, which nothing blocks; static website hosting is on |
| configuration | a `[[bucket]]` table [says so](configuration.md#what-buckets-are-meant-to-be) |

S3L401 and S3L402 heed references and the configuration alone, and so do S3L405 and S3L413; for S3L309 what the policy
tells is of medium severity. Where the configuration declares a public site or public content, the checks of exposure
pass for reads by everyone (of public content, for lists too); they still fail for writes, and for other accounts.

The rulings are of {date}; each links to AWS's page. What the page does not speak of is asked as of any bucket.
"""
_VERDICTS = {
    "works": "works",
    "with-key-policy": "works with a key policy",
    "breaks": "would break it",
    "disputed": "disputed",
    "needless": "not needed",
    "owed": "called for",
}
_NEEDS = {
    "required": "The bucket policy has to allow",
    "added": "AWS adds to the bucket policy, where the caller may change it, that it allows",
    "optional": "The bucket policy has to allow, unless an IAM role may,",
}


def roles_page() -> str:
    """The page as Markdown."""
    parts = [_HEAD.format(date=table_date())]
    parts += ("\n".join(_section(kind)) for kind in role_kinds().values())
    return "\n".join(parts).rstrip() + "\n"


def _section(kind: RoleKind) -> Iterator[str]:
    yield f"## `{kind.name}`\n"
    yield f"The bucket {kind.what}.{_delivery(kind)}\n"
    yield "| Control | | Why |\n| --- | --- | --- |"
    yield from map(_row, kind.rulings.values())
    yield ""


def _delivery(kind: RoleKind) -> str:
    if kind.permission is None:
        return ""
    who = " or ".join(f"`{service}`" for service in kind.services)
    who += f" (or the accounts of AWS for {kind.accounts})" if kind.accounts else ""
    actions = " and ".join(kind.permission.actions)
    return f" {_NEEDS[kind.permission.need]} {who} to call {actions} ([page]({kind.permission.source}))."


def _row(ruling: Ruling) -> str:
    words = control_words(ruling.control)
    return f"| {words} | {_VERDICTS[ruling.verdict]} | {ruling.why} ([page]({ruling.source})) |"
