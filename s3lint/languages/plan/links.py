"""Links: which resource's attribute a configured expression hands on, as far as its references tell.

The plan lists the references of an expression, longest first and relative to their module, and no more of it: what an
expression does with several of them is not known (Terraform's JSON output format, `Expression Representation`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from s3lint.aws.types import is_companion
from s3lint.languages.plan.addresses import Key, ModulePath, Step, steps
from s3lint.languages.plan.document import as_list, as_object
from s3lint.values import Identity

_MAX_HOPS = 30
_MAX_WORK = 2_000  # references looked at for one expression
_MAX_LENGTH = 1_000  # of a reference


class Target(NamedTuple):
    """A resource instance of the plan."""

    address: str
    mode: str
    type: str
    key: Key


class Links:
    """The configuration's references, resolved to resource instances of the plan."""

    def __init__(self, configuration: dict[str, Any]) -> None:
        self.root = as_object(configuration.get("root_module"))
        self._work = 0
        self._modules: dict[tuple[str, ...], dict[str, Any]] = {}
        self._resources: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {}
        self._instances: dict[tuple[str, str], list[Target]] = {}
        self._paths: dict[tuple[str, str], list[ModulePath]] = {}

    def add(self, path: ModulePath, local: str, target: Target) -> None:
        """Note an instance of the resource that is called `local` in a module instance."""
        self._instances.setdefault((path.prefix, local), []).append(target)
        while path.calls:
            above = path.parent
            known = self._paths.setdefault((above.prefix, path.calls[-1].name), [])
            if path not in known:
                known.append(path)
            path = above

    def configured(self, path: ModulePath, local: str) -> dict[str, Any]:
        """What the configuration says of a resource; nothing where the plan does not hold it."""
        names = tuple(path.names)
        if names not in self._resources:
            listed = as_list(self._module(names).get("resources"))
            self._resources[names] = {str(r.get("address")): r for r in listed if isinstance(r, dict)}
        return self._resources[names].get(local, {})

    def expressions(self, path: ModulePath, local: str) -> dict[str, Any] | None:
        """A resource's arguments, none where its block is empty; None where the plan does not hold the block."""
        found = self.configured(path, local)
        return as_object(found.get("expressions")) if found else None

    def _over(self, path: ModulePath, local: str) -> dict[str, Any]:
        return as_object(self.configured(path, local).get("for_each_expression"))

    def resolve(self, path: ModulePath, local: str, expression: Any, key: Key, wanted: str = "") -> set[Identity]:
        """The attributes that a resource's expression may hand on, those of the `wanted` type where there are any."""
        self._work = _MAX_WORK
        found = self._resolve(path, as_object(expression), key, _MAX_HOPS, self._over(path, local))
        if self._work < 0:  # half of an answer is none
            return set()
        preferred = {identity for identity in found if wanted and identity.type == wanted}
        return preferred or found

    def _module(self, names: tuple[str, ...]) -> dict[str, Any]:
        if names not in self._modules:
            if not names:
                return self.root
            call = as_object(as_object(self._module(names[:-1]).get("module_calls")).get(names[-1]))
            self._modules[names] = as_object(call.get("module"))
        return self._modules[names]

    def _resolve(
        self, path: ModulePath, expression: dict[str, Any], key: Key, hops: int, over: dict[str, Any] | None = None
    ) -> set[Identity]:
        found: set[Identity] = set()
        if hops <= 0:
            return found
        listed = as_list(expression.get("references"))
        references = [r for r in listed[:_MAX_WORK] if isinstance(r, str) and len(r) <= _MAX_LENGTH]
        for reference in _longest(references):
            self._work -= 1
            if self._work < 0:
                break
            parts = steps(reference)
            if over and [part.name for part in parts[:2]] == ["each", "value"]:
                found |= self._each(path, parts[2:], key, hops - 1, over)
            else:
                found |= self._reference(path, parts, key, hops - 1)
        return found

    def _each(self, path: ModulePath, rest: list[Step], key: Key, hops: int, over: dict[str, Any]) -> set[Identity]:
        """What `each.value` and its attributes are where for_each goes over another resource or module."""
        listed = [steps(r) for r in as_list(over.get("references")) if isinstance(r, str) and len(r) <= _MAX_LENGTH]
        found: set[Identity] = set()
        for parts in listed[:_MAX_WORK]:
            self._work -= 1
            if parts and len(parts) == (3 if parts[0].name == "data" else 2) and self._work >= 0:
                found |= self._reference(path, [*parts, *rest], key, hops)
        return found or self._resolve(path, over, key, hops)

    def _reference(self, path: ModulePath, parts: list[Step], key: Key, hops: int) -> set[Identity]:
        first = parts[0].name if parts else ""
        if first == "var" and len(parts) > 1 and path.calls:
            call = as_object(
                as_object(self._module(tuple(path.parent.names)).get("module_calls")).get(path.calls[-1].name)
            )
            given = as_object(call.get("expressions")).get(parts[1].name)
            over = as_object(call.get("for_each_expression"))
            return self._resolve(path.parent, as_object(given), path.calls[-1].key, hops, over)
        if first == "module" and len(parts) > 1:
            return self._output(path, parts, key, hops)
        if first in ("var", "local", "each", "count", "path", "terraform", "self", "module"):
            return set()
        mode = "data" if first == "data" else "managed"
        if mode == "data":
            parts = parts[1:]
        if len(parts) < 2:
            return set()
        local = ("data." if mode == "data" else "") + f"{parts[0].name}.{parts[1].name}"
        targets = _paired(self._instances.get((path.prefix, local), []), parts[1].key, key)
        if len(parts) < 3:
            return {Identity(t.type, t.address, "") for t in targets}
        return {identity for t in targets for identity in self._attribute(path, local, t, parts[2].name, hops)}

    def _attribute(self, path: ModulePath, local: str, target: Target, name: str, hops: int) -> set[Identity]:
        """An attribute of a resource that governs a bucket and repeats its name is the bucket's own."""
        if name in ("id", "bucket") and is_companion(target.type):
            own = as_object((self.expressions(path, local) or {}).get("bucket"))
            followed = self._resolve(path, own, target.key, hops, self._over(path, local))
            if followed:
                return followed
        return {Identity(target.type, target.address, name)}

    def _output(self, path: ModulePath, parts: list[Step], key: Key, hops: int) -> set[Identity]:
        called = self._paths.get((path.prefix, parts[1].name), [])
        targets = [Target(p.prefix, "", "", p.calls[-1].key) for p in called]
        chosen = {t.address for t in _paired(targets, parts[1].key, key)}
        found: set[Identity] = set()
        for inner in called:
            if inner.prefix in chosen:
                outputs = as_object(self._module(tuple(inner.names)).get("outputs"))
                # behind an index that is not literal, the plan does not say which output it is
                for name in [parts[2].name] if len(parts) > 2 else list(outputs)[:_MAX_WORK]:
                    output = as_object(outputs.get(name))
                    found |= self._resolve(inner, as_object(output.get("expression")), key, hops)
        return found


def _longest(references: list[str]) -> list[str]:
    """The references that no other one continues."""
    whole = set()
    for reference in references:
        for length in range(len(reference)):
            if reference[length] in ".[":
                whole.add(reference[:length])
    return [r for r in references if r not in whole]


def _paired(targets: list[Target], explicit: Key, key: Key) -> list[Target]:
    """The instances that a reference means: that of its index, that of the same key, else all."""
    for wanted in (explicit, key):
        if wanted is not None:
            same = [t for t in targets if t.key == wanted]
            if same or (wanted is explicit):
                return same
    return targets


def local_address(mode: str, type: str, name: str) -> str:
    """A resource's address in its module, without keys."""
    return ("data." if mode == "data" else "") + f"{type}.{name}"
