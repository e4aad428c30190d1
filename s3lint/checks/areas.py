"""The areas of checks: the second digit of a code, the folder of its file, and what it is about."""

from __future__ import annotations

from s3lint.record import Struct


class Area(Struct, frozen=True):
    """One area: the checks whose codes begin `S3L` and its digit."""

    folder: str  # below s3lint/checks
    title: str


AREAS = {
    "1": Area("exposure", "Exposure: who can reach the data from outside"),
    "2": Area("policies", "Policies: what named principals can do"),
    "3": Area("encryption", "Encryption"),
    "4": Area("logging", "Logging and monitoring"),
    "5": Area("protection", "Data protection"),
    "6": Area("names", "Names"),
    "7": Area("account", "IAM, network and account services"),
    "8": Area("other_buckets", "Other kinds of bucket"),
}
