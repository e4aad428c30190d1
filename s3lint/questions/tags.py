"""Tags of a bucket: its own, in each language's form, and those that the AWS provider adds to all that it makes."""

from __future__ import annotations

from s3lint.aws.spellings import spelling_of
from s3lint.graph import Bucket
from s3lint.values import Mapping, Sequence, Value, dig, members, text_of


def tag(bucket: Bucket, name: str) -> str | None:
    """The known text of a tag; None where it has no such tag, or that is not known.

    A tag of its own overrides one of the provider's `default_tags`
    (https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block).
    """
    own = bucket.node.tags
    found = _named(own, name)
    if found is not None or not _is_whole(own):
        return _text(found)
    return _text(_named(_default_tags(bucket), name))


def _named(tags: Value | None, name: str) -> Value | None:
    """A tag by its name: of a map, or of a list of keys and values."""
    if isinstance(tags, Mapping):
        return tags.get(name)
    for member in members(tags).known:
        if _text(dig(member.value, "Key") or dig(member.value, "key")) == name:
            return dig(member.value, "Value") or dig(member.value, "value")
    return None


def _is_whole(tags: Value | None) -> bool:
    """Whether there is no tag that cannot be seen."""
    return tags is None or (isinstance(tags, Mapping | Sequence) and tags.open is None)


def _default_tags(bucket: Bucket) -> Value | None:
    if not spelling_of(bucket.resource.type).is_terraform:
        return None
    provider, settings = bucket.resource.provider, bucket.graph.settings
    return dig(settings.get("default_tags" if provider == "aws" else f"default_tags@{provider}"), "tags")


def _text(value: Value | None) -> str | None:
    return text_of(value) if value is not None else None
