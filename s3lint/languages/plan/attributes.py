"""A planned resource's attributes as located values: what is known, what is not, what is not configured."""

from __future__ import annotations

from typing import Any

from s3lint.aws.identities import BUCKET
from s3lint.languages.plan.addresses import Key, ModulePath
from s3lint.languages.plan.document import as_list, as_object
from s3lint.languages.plan.links import Links
from s3lint.languages.terraform.syntax.jsontext import Json
from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.source import Source, Span
from s3lint.values import Identity, Mapping, Reason, Scalar, Sequence, Unknown, Value

# arguments that hand on another resource's attribute as it is
_LINK = lazy_re(
    r"bucket|kms|key_id|key_arn|domain_name|origin_access|access_point|policy_arn|^(?:role|user|group|resource_arn)$"
)
# blocks that are never computed: unknown, they come from a dynamic block whose collection is unknown
_BLOCKS = frozenset(
    {"rule", "queue", "topic", "lambda_function", "statement", "event_selector", "advanced_event_selector"}
)
# attributes inside of blocks that the provider fills in where nobody sets them
_COMPUTED = frozenset({"mfa_delete", "display_name", "id"})


class Planned(Struct, frozen=True):
    """One resource instance of the plan, where its values are read."""

    source: Source
    links: Links
    path: ModulePath
    local: str  # its address in its module, without keys
    address: str
    type: str
    key: Key
    header: Span

    def body(self, after: Json | None, unknown: Any, sensitive: Any, configured: dict[str, Any] | None) -> Mapping:
        """The attributes that count: planned values, and the unknown ones that the configuration sets."""
        made: dict[str, Value] = {}
        keys: dict[str, Span] = {}
        masks, marks = as_object(unknown), as_object(sensitive)
        for key, value in after.data if after is not None and after.kind == "object" else ():
            name = str(key.data)
            expression = as_object((configured or {}).get(name)) if name in (configured or {}) else None
            if value.data == "":  # the provider's plugin framework of old writes what is not set as an empty string
                continue
            made[name] = self._value(value, masks.get(name), marks.get(name), name, (configured or {}).get(name))
            keys[name] = self.source.span(key.start, key.end)
            made[name] = self._linked(made[name], name, expression)
        for name in self._open(masks, configured, made):
            made[name] = self._unknown(name, name, (configured or {}).get(name))
        return Mapping(made, keys, "block", span=self.header)

    def _open(self, masks: dict[str, Any], configured: dict[str, Any] | None, made: dict[str, Value]) -> list[str]:
        """What is unknown and configured. A create marks every computed attribute, and those are not decided by it."""
        found = [name for name, mask in masks.items() if name not in made and _whole(mask)]
        if configured is not None:
            dynamic = _BLOCKS if self.type != BUCKET else frozenset[str]()
            found = [name for name in found if name in configured or name in dynamic]
        return found

    def _value(self, json: Json, mask: Any, mark: Any, name: str, expression: Any) -> Value:
        span = self.source.span(json.start, json.end)
        if mask is True:
            return self._unknown(name, name.rsplit(".", 1)[-1], expression)
        if json.kind == "array":
            masks, marks, inner = as_list(mask), as_list(mark), _items_of(expression)
            if len(inner) != len(json.data):  # dynamic blocks are not among them: which is which is not known
                inner = []
            items = [
                self._value(item, _at(masks, i), mark is True or _at(marks, i), f"{name}[{i}]", _at(inner, i))
                for i, item in enumerate(json.data)
            ]
            items += [
                self._unknown(f"{name}[{i}]", name, None) for i in range(len(items), len(masks)) if masks[i] is True
            ]
            return Sequence(tuple(items), "list", span=span, sensitive=mark is True)
        if json.kind == "object":
            return self._mapping(json, mask, mark, name, expression)
        return Scalar(json.data, span=span, sensitive=mark is True)

    def _mapping(self, json: Json, mask: Any, mark: Any, name: str, expression: Any) -> Mapping:
        block = name.endswith("]")
        masks, marks, inner = as_object(mask), as_object(mark), as_object(expression) if block else {}
        made: dict[str, Value] = {}
        keys: dict[str, Span] = {}
        for key, value in json.data:
            word = str(key.data)
            if block and value.data == "":
                continue
            hidden = mark is True or marks.get(word)
            found = self._value(value, masks.get(word), hidden, f"{name}.{word}", inner.get(word))
            made[word] = self._linked(found, word, as_object(inner.get(word)) or None)
            keys[word] = self.source.span(key.start, key.end)
        for word, inside in masks.items():
            if word not in made and _whole(inside) and (word in inner or not (inner or word in _COMPUTED)):
                made[word] = self._unknown(f"{name}.{word}", word, inner.get(word))
        return Mapping(made, keys, "block" if block else "map", span=self.source.span(json.start, json.end))

    def _unknown(self, name: str, last: str, expression: Any) -> Unknown:
        reason = Reason("after-apply", f"{self.address}.{name}", "is known only after apply", self.header)
        return Unknown(reason, self._identity(last, expression), span=self.header)

    def _linked(self, value: Value, name: str, expression: dict[str, Any] | None) -> Value:
        """A known value that is another resource's attribute remembers whose."""
        if expression is None or not isinstance(value, Scalar) or not isinstance(value.data, str):
            return value
        identity = self._identity(name, expression)
        if identity is None or identity.attribute not in ("id", "bucket", "arn"):
            return value
        return Scalar(value.data, identity=identity, span=value.span, sensitive=value.sensitive)

    def _identity(self, name: str, expression: Any) -> Identity | None:
        if not _LINK.search(name) or (self.type == BUCKET and name in ("bucket", "bucket_prefix")):
            return None
        wanted = BUCKET if "bucket" in name else ""
        found = self.links.resolve(self.path, self.local, expression, self.key, wanted)
        if len({(i.type, i.address) for i in found}) != 1:
            return None
        named = sorted(found, key=lambda i: (i.attribute != "id", i.attribute != "arn", i.attribute))[0]
        return named if named.attribute else Identity(named.type, named.address, "id")


def _whole(mask: Any) -> bool:
    """Whether a mask says that something in a missing attribute is unknown."""
    if isinstance(mask, list):
        return any(_whole(item) for item in mask)
    if isinstance(mask, dict):
        return any(_whole(item) for item in mask.values())
    return mask is True


def _items_of(expression: Any) -> list[Any]:
    """The expressions of a block type's blocks."""
    return expression if isinstance(expression, list) else [expression] if isinstance(expression, dict) else []


def _at(values: list[Any], index: int) -> Any:
    return values[index] if index < len(values) else None
