"""How strong a control is, where one that is there may be stronger or weaker: default encryption, Object Lock."""

from __future__ import annotations

from s3lint.aws.kinds import ObjectLockRule
from s3lint.graph.bucket import Bucket
from s3lint.questions.kms_keys import is_customer_managed
from s3lint.record import Struct
from s3lint.values import Fact
from s3lint.values.setting import Setting

_MODES = {"GOVERNANCE": 1, "COMPLIANCE": 2}
_NO_RETENTION = "no default retention"


class Grade(Struct, frozen=True):
    """What makes a control strong, more of each being stronger; None where it is not known. And the same in words."""

    parts: tuple[int | None, ...]
    text: str = ""


def grade(bucket: Bucket, label: str) -> Grade | None:
    """How strong the control of a label is; None where that has no degrees, or cannot be told."""
    if label == "encryption":
        return _encryption(bucket)
    return _object_lock(bucket) if label == "object lock" else None


def direction(now: Grade, before: Grade) -> str:
    """weakened, strengthened, or other: stronger in one way and weaker in another, or perhaps so; empty if the same."""
    pairs = list(zip(now.parts, before.parts, strict=True))
    known = [(new, old) for new, old in pairs if new is not None and old is not None]
    is_open = any((new is None) is not (old is None) for new, old in pairs)
    less, more = any(new < old for new, old in known), any(new > old for new, old in known)
    if is_open or (less and more):
        return "other"
    return "weakened" if less else "strengthened" if more else ""


def _encryption(bucket: Bucket) -> Grade | None:
    """With AWS KMS, with a customer-managed key, in two layers."""
    rules = bucket.encryption
    if rules.is_absent:
        return Grade((0, 0, 0))
    if len(rules.certain) != 1 or rules.possible or rules.unseen:
        return None
    rule = rules.certain[0]
    uses = rule.uses_kms()
    managed = uses & is_customer_managed(bucket.graph, rule.key)
    return Grade(tuple(map(_number, (uses, managed, rule.algorithm.is_any("aws:kms:dsse")))))


def _object_lock(bucket: Bucket) -> Grade | None:
    """For how many days, and in which mode, objects are retained by default."""
    rules = bucket.controls(ObjectLockRule)
    if rules.is_absent:
        return Grade((0, 0), _NO_RETENTION)
    if len(rules.certain) != 1 or rules.possible or rules.unseen:
        return None
    rule = rules.certain[0]
    mode, days, years = _mode(rule.mode), _count(rule.days), _count(rule.years)
    lasts = None if days is None or years is None else days + 365 * years
    text = f"{rule.mode.text()}, {lasts} day{'' if lasts == 1 else 's'}" if mode and lasts else _NO_RETENTION
    return Grade((mode, lasts), text if mode is not None and lasts is not None else "")


def _number(fact: Fact) -> int | None:
    return None if fact.is_unknown else int(fact.is_yes)


def _mode(setting: Setting) -> int | None:
    return 0 if setting.value is None else _MODES.get(setting.text() or "")


def _count(setting: Setting) -> int | None:
    text = "0" if setting.value is None else setting.text() or ""
    return int(text) if text.isdecimal() else None
