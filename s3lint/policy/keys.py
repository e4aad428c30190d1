"""Condition keys: what kind each is, and which of them S3 takes to name somebody."""

from __future__ import annotations

from functools import cache

from s3lint.policy.tables import table


@cache
def _kinds() -> dict[str, str]:
    return {key.lower(): kind for kind, keys in table("condition_keys")["kinds"].items() for key in keys}


@cache
def kind(key: str) -> str:
    """Where the value of a key comes from; `caller` where whoever makes the request sets it."""
    key = key.lower()
    head, slash, _ = key.partition("/")
    return _kinds().get(head + slash if slash else key, "caller")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(key.lower() for key in table("condition_keys")[name])


@cache
def spelled(key: str) -> str:
    """A key as AWS spells it, where it is listed."""
    known: dict[str, str] = {
        name.lower(): name for names in table("condition_keys")["kinds"].values() for name in names
    }
    return known.get(key, key)


def is_multivalued(key: str) -> bool:
    """Whether a request may carry several values of it."""
    return key.lower() in _listed("multivalued")


def pins(key: str) -> bool:
    """Whether a fixed value of it makes a grant non-public for S3 (access-control-block-public-access)."""
    return key.lower() in _listed("pinning")


def is_always_present(key: str) -> bool:
    """Whether every request carries it."""
    return key.lower() in _listed("always_present")
