"""Tags of a bucket: its own, in each language's form, and those that the AWS provider adds to all that it makes."""

from __future__ import annotations

from s3lint.aws.spellings import spelling_of
from s3lint.graph import Bucket
from s3lint.values import Mapping, Text, Unknown, Value, dig, members, text_of


def tag(bucket: Bucket, name: str) -> Value | None:
    """The value of a tag, or why it is not known; None where it has no such tag.

    A tag of its own overrides one of the provider's `default_tags`
    (https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block).
    """
    found = _named(bucket.node.tags, name)
    return found if found is not None else _named(_default_tags(bucket), name)


def _named(tags: Value | None, name: str) -> Value | None:
    """A tag by its name: of a map, or of a list of keys and values."""
    if isinstance(tags, Mapping):
        return dig(tags, name)
    found = members(tags)
    perhaps = [Unknown(reason, span=tags.span if tags else None) for reason in found.open]
    for member in found.known:
        key = dig(member.value, "Key") or dig(member.value, "key")
        if isinstance(key, Unknown | Text):
            perhaps.append(key if isinstance(key, Unknown) else next(p for p in key.parts if isinstance(p, Unknown)))
        elif key is not None and text_of(key) == name:
            return dig(member.value, "Value") or dig(member.value, "value")
    return perhaps[0] if perhaps else None


def _default_tags(bucket: Bucket) -> Value | None:
    if not spelling_of(bucket.resource.type).is_terraform:
        return None
    return bucket.graph.places.default_tags(bucket.resource)
