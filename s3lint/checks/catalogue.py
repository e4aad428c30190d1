"""The catalogue: every check, listed by hand so that it can be read and searched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from s3lint.checks.account import (
    s3l701_iam_s3_wildcard,
    s3l702_iam_s3_permissions_management,
    s3l703_iam_user_s3_access,
    s3l704_access_point_not_vpc,
    s3l705_vpc_endpoint_policy_open,
    s3l706_guardduty_s3_off,
    s3l707_access_analyzer_missing,
    s3l708_macie_off,
    s3l709_org_guardrails_missing,
    s3l710_lambda_permission_open,
    s3l711_iam_s3_broad,
)
from s3lint.checks.encryption import (
    s3l301_default_encryption_invalid,
    s3l302_encryption_without_cmk,
    s3l303_bucket_key_disabled,
    s3l304_kms_key_shared,
    s3l305_kms_key_weak,
    s3l306_kms_key_alias,
    s3l307_sse_c_allowed,
    s3l308_object_encryption_downgrade,
    s3l309_log_target_kms,
)
from s3lint.checks.exposure import (
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
    s3l114_access_grant_outsider,
    s3l115_other_door_open,
)
from s3lint.checks.logging import (
    s3l401_no_audit_trail,
    s3l402_access_logging_disabled,
    s3l403_data_events_not_recorded,
    s3l404_log_target_loop,
    s3l405_log_target_unwritable,
    s3l406_trail_bucket_exposed,
    s3l407_trail_bucket_unprotected,
    s3l408_trail_same_account,
    s3l409_trail_weak,
    s3l410_log_bucket_alarms,
    s3l411_policy_change_alarm,
    s3l412_event_notifications,
    s3l413_service_log_target_unusable,
)
from s3lint.checks.model import Check
from s3lint.checks.names import (
    s3l601_bucket_name_invalid,
    s3l602_bucket_name_dots,
    s3l603_bucket_name_reveals,
    s3l604_bucket_name_account_id,
    s3l605_bucket_name_predictable,
    s3l606_bucket_name_shadowable,
)
from s3lint.checks.other_buckets import (
    s3l801_directory_bucket_policy,
    s3l802_table_bucket_policy,
    s3l803_table_bucket_encryption,
    s3l804_express_lifecycle,
)
from s3lint.checks.peers import normal
from s3lint.checks.policies import (
    s3l201_tls_not_enforced,
    s3l202_cross_account_access,
    s3l203_policy_lockout,
    s3l204_wildcard_action,
    s3l205_allow_with_not_principal,
    s3l206_allow_with_not_action,
    s3l207_service_confused_deputy,
    s3l208_statement_without_effect,
    s3l209_unencrypted_put_allowed,
    s3l210_tls_version_minimum,
    s3l211_prefer_access_point,
    s3l212_presigned_url_unbounded,
    s3l213_org_boundary_missing,
    s3l214_access_forbidden,
    s3l215_policy_refused,
)
from s3lint.checks.protection import (
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
    s3l511_delete_version_granted,
    s3l512_settings_conflict,
    s3l513_configuration_refused,
)

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
    s3l114_access_grant_outsider.CHECK,
    s3l115_other_door_open.CHECK,
    s3l201_tls_not_enforced.CHECK,
    s3l202_cross_account_access.CHECK,
    s3l203_policy_lockout.CHECK,
    s3l204_wildcard_action.CHECK,
    s3l205_allow_with_not_principal.CHECK,
    s3l206_allow_with_not_action.CHECK,
    s3l207_service_confused_deputy.CHECK,
    s3l208_statement_without_effect.CHECK,
    s3l209_unencrypted_put_allowed.CHECK,
    s3l210_tls_version_minimum.CHECK,
    s3l211_prefer_access_point.CHECK,
    s3l212_presigned_url_unbounded.CHECK,
    s3l213_org_boundary_missing.CHECK,
    s3l214_access_forbidden.CHECK,
    s3l215_policy_refused.CHECK,
    s3l301_default_encryption_invalid.CHECK,
    s3l302_encryption_without_cmk.CHECK,
    s3l303_bucket_key_disabled.CHECK,
    s3l304_kms_key_shared.CHECK,
    s3l305_kms_key_weak.CHECK,
    s3l306_kms_key_alias.CHECK,
    s3l307_sse_c_allowed.CHECK,
    s3l308_object_encryption_downgrade.CHECK,
    s3l309_log_target_kms.CHECK,
    s3l401_no_audit_trail.CHECK,
    s3l402_access_logging_disabled.CHECK,
    s3l403_data_events_not_recorded.CHECK,
    s3l404_log_target_loop.CHECK,
    s3l405_log_target_unwritable.CHECK,
    s3l406_trail_bucket_exposed.CHECK,
    s3l407_trail_bucket_unprotected.CHECK,
    s3l408_trail_same_account.CHECK,
    s3l409_trail_weak.CHECK,
    s3l410_log_bucket_alarms.CHECK,
    s3l411_policy_change_alarm.CHECK,
    s3l412_event_notifications.CHECK,
    s3l413_service_log_target_unusable.CHECK,
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
    s3l511_delete_version_granted.CHECK,
    s3l512_settings_conflict.CHECK,
    s3l513_configuration_refused.CHECK,
    s3l601_bucket_name_invalid.CHECK,
    s3l602_bucket_name_dots.CHECK,
    s3l603_bucket_name_reveals.CHECK,
    s3l604_bucket_name_account_id.CHECK,
    s3l605_bucket_name_predictable.CHECK,
    s3l606_bucket_name_shadowable.CHECK,
    s3l701_iam_s3_wildcard.CHECK,
    s3l702_iam_s3_permissions_management.CHECK,
    s3l703_iam_user_s3_access.CHECK,
    s3l704_access_point_not_vpc.CHECK,
    s3l705_vpc_endpoint_policy_open.CHECK,
    s3l706_guardduty_s3_off.CHECK,
    s3l707_access_analyzer_missing.CHECK,
    s3l708_macie_off.CHECK,
    s3l709_org_guardrails_missing.CHECK,
    s3l710_lambda_permission_open.CHECK,
    s3l711_iam_s3_broad.CHECK,
    s3l801_directory_bucket_policy.CHECK,
    s3l802_table_bucket_policy.CHECK,
    s3l803_table_bucket_encryption.CHECK,
    s3l804_express_lifecycle.CHECK,
)


@cache
def by_code() -> Mapping[str, Check]:
    """The checks by code."""
    return {check.code: check for check in ALL}


def named(word: str) -> list[Check]:
    """The checks that a code, a name or another tool's id names, in any case. Several may share an id."""
    own, peer = word.strip().upper(), normal(word)
    return [
        check
        for check in ALL
        if own in (check.code, check.name.upper()) or any(normal(alias) == peer for alias in check.aliases)
    ]


def find(word: str) -> Check | None:
    """The first of the checks that a word names."""
    return next(iter(named(word)), None)
