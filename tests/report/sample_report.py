"""A report built by hand: one of everything that formats have to show, hostile text included."""

from __future__ import annotations

from s3lint.checks import PASS, Check, Finding, Outcome, Profile, Related, Severity, Suppressed, Verdict
from s3lint.checks.wanted import Fix, Replaced
from s3lint.engine.report import BucketSummary, Control, Report, Requester, RoleControl, RoleSummary, Summary
from s3lint.questions.diagram import Picture, PictureEdge, PictureNode
from s3lint.record import replace
from s3lint.source import Diagnostic, Location


def nothing(graph: object) -> list[object]:
    return []


def passes(subject: object) -> Verdict:
    return PASS


def check(code: str, name: str, severity: Severity) -> Check:
    doc = f"What {name} says.\n\nWhy it matters.\n\n```terraform bad\nx = 1\n```\n"
    return Check(code, name, severity, Profile.DEFAULT, nothing, passes, f"fix {name}", doc, "none: a sample")


CHECKS = (
    check("S3L102", "block-public-access", Severity.HIGH),
    check("S3L103", "policy-public", Severity.CRITICAL),
    check("S3L201", "tls-not-enforced", Severity.MEDIUM),
)

SOURCES = {
    "infra/main.tf": {
        5: 'resource "aws_s3_bucket" "logs" {',
        14: "\trestrict_public_buckets = false",
        15: "\tblock_public_acls = true",
        16: "\tblock_public_policy = false",
        20: '    actions   = ["s3:GetObject", "日本語"]',
        24: '      identifiers = ["*"]',
    },
    "modules/site/main.tf": {11: "  block_public_policy     = !var.public"},
    "envs/prod/main.tf": {3: 'module "site" {'},
}

FIX = Fix(
    "set restrict_public_buckets to true",
    "unsafe",
    "it ends access that the policy grants",
    (Replaced("infra/main.tf", 14, 28, 14, 33, "true"),),
    (Replaced("infra/main.tf", 14, 1, 14, 33, "\trestrict_public_buckets = true"),),
    "--- a/infra/main.tf\n+++ b/infra/main.tf\n@@ -14 +14 @@\n-\trestrict_public_buckets = false\n"
    "+\trestrict_public_buckets = true\n",
)

PUBLIC = Finding(
    "S3L103",
    "policy-public",
    Outcome.FAIL,
    Severity.CRITICAL,
    "anyone on the internet may read this bucket's objects",
    "aws_s3_bucket.logs",
    ".",
    Location("infra/main.tf", 24, 22, 24, 25),
    (
        Related(Location("infra/main.tf", 14, 28, 14, 33), "and the public access block does not restrict it"),
        Related(Location("infra/main.tf", 16, 24, 16, 29), "nor block it"),
        Related(Location("infra/main.tf", 20, 34, 20, 39), "may do this"),
    ),
    'Principal "*" on s3:GetObject makes each object readable by anyone who learns its key.',
    "set restrict_public_buckets = true, or name the principals that need access",
    says="every principal, with no condition",
    fingerprint="1" * 64,
    subject=Location("infra/main.tf", 5, 1, 5, 32),
    subject_end=8,
    edits=(FIX,),
)


def plain_http(resource: str, fingerprint: str) -> Finding:
    return Finding(
        "S3L201",
        "tls-not-enforced",
        Outcome.FAIL,
        Severity.MEDIUM,
        "requests over plain HTTP are not denied",
        resource,
        ".",
        Location("infra/main.tf", 5, 1, 5, 32),
        why="Objects and signed request headers may cross the network in clear text.",
        fix="add a Deny statement on aws:SecureTransport = false",
        says="no policy statement denies aws:SecureTransport = false",
        fingerprint=fingerprint * 64,
    )


UNDECIDED = Finding(
    "S3L102",
    "block-public-access",
    Outcome.UNKNOWN,
    Severity.HIGH,
    "cannot decide whether public bucket policies are blocked",
    'module.site.aws_s3_bucket.this["eu"]',
    "envs/prod",
    Location("modules/site/main.tf", 11, 30, 11, 40),
    (Related(Location("envs/prod/main.tf", 3, 1, 3, 14), "module.site called here"),),
    fix="pass --var public=false",
    blocked_by="var.public has no default, and no caller in this repository sets it",
    fingerprint="4" * 64,
)

SUPPRESSED = Finding(
    "S3L201",
    "tls-not-enforced",
    Outcome.FAIL,
    Severity.MEDIUM,
    "requests over plain HTTP are not denied",
    "aws_s3_bucket.web",
    ".",
    Location("infra/main.tf", 40, 1, 40, 31),
    fingerprint="5" * 64,
    suppressed=Suppressed("old site", "2026-12-02", Location("infra/main.tf", 39, 1, 39, 30)),
)

DIAGNOSTICS = (
    Diagnostic("S3L901", "expected a mapping, found end of file; not checked", Location("cfn/broken.yaml", 2, 1, 2, 1)),
    Diagnostic("S3L907", "s3lint does not read it", Location("infra/a.tofu", 1, 1, 1, 1), False, left_out=".tofu file"),
    *(
        Diagnostic(
            "S3L907", "s3lint does not judge it", Location("infra/main.tf", line, 1, line, 9), False, "", "policy"
        )
        for line in (50, 60)
    ),
    Diagnostic("S3L903", "nothing matches this", Location("infra/main.tf", 9, 1, 9, 10), False, "delete it"),
)


def control(label: str, state: str, text: str) -> Control:
    return Control(label, state, text, Location("infra/main.tf", 14, 1, 14, 2))


AT_POLICY = Location("infra/main.tf", 24, 22, 24, 25)
CONTROLS = (
    RoleControl("customer-key", "a customer-managed key", "breaks", "only SSE-S3 is supported"),
    RoleControl("aws-managed-key", "the AWS managed key", "breaks", "only SSE-S3 is supported"),
    RoleControl("versioning", "versioning", "works", "nothing speaks against it"),
)
BUCKETS = (
    BucketSummary(
        "aws_s3_bucket.logs",
        ".",
        Location("infra/main.tf", 5, 1, 5, 32),
        "acme-${var.env}-logs",
        controls=(
            control("block public access", "no", "restrict_public_buckets = false"),
            control("encryption", "yes", "SSE-S3 (AWS default)"),
            control("access logging", "unknown", "var.log_bucket has no value"),
        ),
        requesters=(
            Requester(
                "anyone",
                "",
                "yes",
                "anyone can call s3:GetObject on arn:aws:s3:::acme-${var.env}-logs/key",
                location=AT_POLICY,
            ),
            Requester(
                "other accounts",
                "444455556666",
                "unknown",
                "",
                "changes permissions",
                "account-id is not set",
                AT_POLICY,
            ),
            Requester("AWS services", "", "no", "no policy or ACL names one"),
            Requester("own account", "", "yes", "as far as identity policies allow"),
        ),
        joined=("aws_s3_bucket_policy.logs", "aws_s3_bucket_public_access_block.logs"),
        roles=(
            RoleSummary("load-balancer-logs", "receives logs", "yes", "reference", "aws_lb.web", AT_POLICY, CONTROLS),
            RoleSummary("load-balancer-logs", "receives logs", "unknown", "policy", "the bucket policy"),
        ),
    ),
    BucketSummary("aws_s3_bucket.web", ".", Location("infra/main.tf", 40, 1, 40, 31), "web"),
    BucketSummary('module.site.aws_s3_bucket.this["eu"]', "envs/prod", None),
)

PICTURE = Picture(
    "infra",
    (
        PictureNode("n0", "Bucket", "acme-${var.env}-logs", "aws_s3_bucket.logs", "no", "anyone reads", AT_POLICY),
        PictureNode("n1", "Policy", "Policy", "aws_s3_bucket_policy.logs", "no", 'Principal is "*"', AT_POLICY),
        PictureNode("n2", "Encryption", "Encryption", "aws_s3_bucket.logs", "yes", "", None),
        PictureNode("n3", "KMS key", "KMS key", "aws_kms_key.k", "", "", None),
        PictureNode(
            "n4", "Access point", "Access point", "aws_s3_access_point.p", "unknown", "var.x has no value", None
        ),
        PictureNode("n0m0", "Versioning", "Versioning", "", "missing", "off for a new bucket", None),
    ),
    (
        PictureEdge("n1", "n0", "governs"),
        PictureEdge("n2", "n0", "governs"),
        PictureEdge("n2", "n3", "encrypted-by"),
        PictureEdge("n4", "n0", "leads-to", certain=False),
        PictureEdge("n0m0", "n0", "governs"),
    ),
)

REPORT = Report(
    "1.2.3",
    Summary(7, 40, 3, 3, 1, 0, 1, {"critical": 1, "medium": 2}, complete=False),
    (PUBLIC, plain_http("aws_s3_bucket.logs", "2"), plain_http("aws_s3_bucket.logs[1]", "3"), UNDECIDED, SUPPRESSED),
    DIAGNOSTICS,
    BUCKETS,
    SOURCES,
    elapsed=0.0,
    files=("envs/prod/main.tf", "infra/main.tf", "modules/site/main.tf"),
    checks=CHECKS,
    pictures=(PICTURE,),
)

CLEAN = Report("1.2.3", Summary(2, 3, 1), (), files=("main.tf",), checks=CHECKS)

EVIL = (
    "\x1b[31m\x9b\u202e\u2066\u200b\x00\r\n::error::pwned\n##[error]x ##vso[task.x]y <script>alert(1)</script>"
    "<img src=x onerror=alert(1)> ![i](http://evil.example/i) [l](javascript:alert(1)) https://evil.example "
    "www.evil.example @team #12 | `a` ``b`` &lt; --> ]]> \"' {0} %0A\ud800"
)


EVIL_PLACE = Replaced(f"a:b,c%{EVIL}.tf", 1, 1, 1, 4, EVIL)
EVIL_FIX = Fix(EVIL, "unsafe", EVIL, (EVIL_PLACE,), (EVIL_PLACE,), f"--- a/{EVIL}\n+++ b/{EVIL}\n-{EVIL}\n+{EVIL}")


def hostile() -> Report:
    """A report in which every text that a repository can choose is an attack."""
    place = Location(f"a:b,c%{EVIL}.tf", 1, 1, 1, 4)
    finding = Finding(
        "S3L103",
        "policy-public",
        Outcome.FAIL,
        Severity.CRITICAL,
        EVIL,
        EVIL,
        EVIL,
        place,
        (Related(place, EVIL),),
        EVIL,
        EVIL,
        EVIL,
        says=EVIL,
        fingerprint="6" * 64,
        display=EVIL,
        edits=(EVIL_FIX,),
    )
    undecided = replace(finding, verdict=Outcome.UNKNOWN, severity=Severity.LOW, blocked_by=EVIL, fingerprint="7" * 64)
    suppressed = replace(finding, suppressed=Suppressed(EVIL, EVIL, place), fingerprint="8" * 64)
    requester = Requester(EVIL, EVIL, "unknown", EVIL, EVIL, EVIL, place)
    drawn = PictureNode("n0", "Bucket", EVIL, EVIL, "no", EVIL, place)
    controls = (Control(EVIL, "no", EVIL, place), Control(EVIL, EVIL, EVIL, place))
    role = RoleSummary(EVIL, EVIL, "unknown", EVIL, EVIL, place, (RoleControl(EVIL, EVIL, "breaks", EVIL),))
    return Report(
        "1.2.3",
        Summary(1, 1, 1, 1, 1, 0, 1, {"critical": 1}, complete=False),
        (finding, undecided, suppressed),
        (Diagnostic("S3L901", EVIL, place, True, EVIL, EVIL), Diagnostic("S3L903", EVIL, place, False, EVIL)),
        (BucketSummary(EVIL, EVIL, place, EVIL, EVIL, controls, (requester,), (EVIL,), roles=(role,)),),
        {place.path: {1: EVIL.replace("\n", " ")}},
        files=(place.path,),
        checks=CHECKS,
        new_since=EVIL,
        pictures=(Picture(EVIL, (drawn,), (PictureEdge("n0", "n0", "governs"),)),),
    )
