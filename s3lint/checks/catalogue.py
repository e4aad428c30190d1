"""The catalogue: every check, listed by hand so that it can be read and searched."""

from __future__ import annotations

from s3lint.checks import (
    s3l101_bucket_public,
    s3l102_block_public_access,
    s3l103_policy_public,
    s3l104_acl_public,
    s3l105_acls_enabled,
    s3l106_legacy_acl_used,
    s3l107_object_acl_public,
    s3l108_account_block_public_access,
    s3l109_access_point_public,
    s3l110_website_hosting,
    s3l111_cors_wildcard,
    s3l112_cloudfront_origin_open,
    s3l113_cloudfront_origin_dangling,
    s3l201_tls_not_enforced,
    s3l202_cross_account_access,
    s3l203_policy_lockout,
    s3l301_default_encryption_invalid,
    s3l302_encryption_without_cmk,
    s3l303_bucket_key_disabled,
    s3l306_kms_key_alias,
    s3l307_sse_c_allowed,
    s3l309_log_target_kms,
    s3l401_no_audit_trail,
    s3l402_access_logging_disabled,
    s3l403_data_events_not_recorded,
    s3l404_log_target_loop,
    s3l409_trail_weak,
    s3l412_event_notifications,
    s3l501_versioning_disabled,
    s3l502_mfa_delete_disabled,
    s3l503_object_lock_disabled,
    s3l504_object_lock_weak,
    s3l505_lifecycle_missing,
    s3l506_multipart_not_aborted,
    s3l507_noncurrent_not_expired,
    s3l508_replication_disabled,
    s3l509_replication_broken,
    s3l510_force_destroy,
    s3l601_bucket_name_invalid,
    s3l602_bucket_name_dots,
    s3l603_bucket_name_reveals,
    s3l604_bucket_name_account_id,
    s3l605_bucket_name_predictable,
    s3l606_bucket_name_shadowable,
    s3l701_iam_s3_wildcard,
)
from s3lint.checks.model import Check

ALL: tuple[Check, ...] = (
    s3l101_bucket_public.CHECK,
    s3l102_block_public_access.CHECK,
    s3l103_policy_public.CHECK,
    s3l104_acl_public.CHECK,
    s3l105_acls_enabled.CHECK,
    s3l106_legacy_acl_used.CHECK,
    s3l107_object_acl_public.CHECK,
    s3l108_account_block_public_access.CHECK,
    s3l109_access_point_public.CHECK,
    s3l110_website_hosting.CHECK,
    s3l111_cors_wildcard.CHECK,
    s3l112_cloudfront_origin_open.CHECK,
    s3l113_cloudfront_origin_dangling.CHECK,
    s3l201_tls_not_enforced.CHECK,
    s3l202_cross_account_access.CHECK,
    s3l203_policy_lockout.CHECK,
    s3l301_default_encryption_invalid.CHECK,
    s3l302_encryption_without_cmk.CHECK,
    s3l303_bucket_key_disabled.CHECK,
    s3l306_kms_key_alias.CHECK,
    s3l307_sse_c_allowed.CHECK,
    s3l309_log_target_kms.CHECK,
    s3l401_no_audit_trail.CHECK,
    s3l402_access_logging_disabled.CHECK,
    s3l403_data_events_not_recorded.CHECK,
    s3l404_log_target_loop.CHECK,
    s3l409_trail_weak.CHECK,
    s3l412_event_notifications.CHECK,
    s3l501_versioning_disabled.CHECK,
    s3l502_mfa_delete_disabled.CHECK,
    s3l503_object_lock_disabled.CHECK,
    s3l504_object_lock_weak.CHECK,
    s3l505_lifecycle_missing.CHECK,
    s3l506_multipart_not_aborted.CHECK,
    s3l507_noncurrent_not_expired.CHECK,
    s3l508_replication_disabled.CHECK,
    s3l509_replication_broken.CHECK,
    s3l510_force_destroy.CHECK,
    s3l601_bucket_name_invalid.CHECK,
    s3l602_bucket_name_dots.CHECK,
    s3l603_bucket_name_reveals.CHECK,
    s3l604_bucket_name_account_id.CHECK,
    s3l605_bucket_name_predictable.CHECK,
    s3l606_bucket_name_shadowable.CHECK,
    s3l701_iam_s3_wildcard.CHECK,
)


def by_code() -> dict[str, Check]:
    """The checks by code."""
    return {check.code: check for check in ALL}


def find(word: str) -> Check | None:
    """The check that a code, name or peer's id names (in any case; trivy's ids with or without `AVD-`)."""
    wanted = word.strip().upper().removeprefix("AVD-")
    for check in ALL:
        if wanted in (check.code, check.name.upper()) or wanted in (alias.upper() for alias in check.aliases):
            return check
    return None
