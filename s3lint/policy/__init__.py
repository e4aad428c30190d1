"""IAM policies: who may do what under them, and the request that proves it. Knows no template language and no graph."""

from s3lint.policy.answers import Answer
from s3lint.policy.deliveries import Delivery, may_deliver
from s3lint.policy.document import NO_POLICY, Document, Note, Statement
from s3lint.policy.exposure import Exposure, effective_access, through_access_point
from s3lint.policy.lockout import conditional_lockout, lockout
from s3lint.policy.named import Party, crosses_accounts, foreign_accounts, organizations, services
from s3lint.policy.public import is_access_point_public, is_loose, is_public
from s3lint.policy.reading import read
from s3lint.policy.subject import AccessPointPolicy, Grant, Subject
from s3lint.policy.transport import old_tls_undenied, plain_http_uncovered
from s3lint.policy.unsigned import may_unsigned

__all__ = [
    "NO_POLICY",
    "AccessPointPolicy",
    "Answer",
    "Delivery",
    "Document",
    "Exposure",
    "Grant",
    "Note",
    "Party",
    "Statement",
    "Subject",
    "conditional_lockout",
    "crosses_accounts",
    "effective_access",
    "foreign_accounts",
    "is_access_point_public",
    "is_loose",
    "is_public",
    "lockout",
    "may_deliver",
    "may_unsigned",
    "old_tls_undenied",
    "organizations",
    "plain_http_uncovered",
    "read",
    "services",
    "through_access_point",
]
