"""What the provider blocks of a configuration say about accounts, regions and default tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from s3lint.languages.terraform.configuration.body import body_value
from s3lint.languages.terraform.configuration.content import Content
from s3lint.languages.terraform.configuration.expansion import by_each
from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.providers import instance_suffix, is_handed_on, provider_name
from s3lint.languages.terraform.configuration.run import Run
from s3lint.languages.terraform.configuration.scope import BodyScope
from s3lint.languages.terraform.evaluate import evaluate
from s3lint.record import Struct, field, replace
from s3lint.values import (
    Identity,
    OneOf,
    Option,
    Sequence,
    Text,
    Unknown,
    Value,
    dig,
    map_options,
    one_of,
)
from s3lint.values import Mapping as MappingValue
from s3lint.values.place import NOWHERE, USUAL, Place, as_given
from s3lint.values.sameness import key_of

_OF_AWS = ("aws", "awscc")
_ROLES = ("assume_role", "assume_role_with_web_identity")
# arguments that decide whose credentials are used
_CREDENTIALS = (
    "access_key", "profile", "secret_key", "shared_config_files", "shared_credentials_file",
    "shared_credentials_files", "token",
)  # fmt: skip
_READ = {*_ROLES, *_CREDENTIALS, "allowed_account_ids", "default_tags", "region"}


class _Block(Struct, frozen=True):
    """A provider block of a module instance, or one instance of it."""

    module: ModuleValues
    declaration: Declaration
    names: Mapping[str, Value] = field(default_factory=dict)  # what `each` is in it


class ProviderPlaces(Mapping[str, Place]):
    """The place of each provider configuration, worked out when it is asked for: one may hang on another."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._modules: list[ModuleValues] = []
        self._blocks: dict[str, _Block] = {}
        self._found: dict[str, Place] = {}

    def add(self, module: ModuleValues) -> None:
        """Takes up the provider blocks of a module instance."""
        if any(declaration.name in _OF_AWS for declaration in module.module.providers):
            self._modules.append(module)

    def hang_on(self, *names: str) -> frozenset[str]:
        """The watched inputs that some of the places hang on, or any of them. What is wrong in their blocks shows."""
        for name in names or self:
            _ = self[name]
        return frozenset().union(*(self._run.reads.of(("provider", name)) for name in names or self))

    def __getitem__(self, name: str) -> Place:
        reads, key = self._run.reads, ("provider", name)
        if name in self._found:
            reads.again(key)
        else:
            self._found[name] = NOWHERE  # where it hangs on itself
            self._found[name] = reads.made(key, partial(self._make, name))
        return self._found[name]

    def _make(self, name: str) -> Place:
        block = self._all().get(name)
        place = Place(session="" if name == USUAL else None) if block is None else _place(name, block)
        return as_given(place, name, self._run.inputs, usual=name == USUAL or [*self] == [name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._all() or (USUAL,))

    def __len__(self) -> int:
        return max(1, len(self._all()))

    def _all(self) -> dict[str, _Block]:
        while self._modules:
            module = self._modules.pop(0)
            for declaration in module.module.providers:
                if declaration.name in _OF_AWS and not is_handed_on(module, declaration):
                    self._blocks.update(_instances(module, declaration))
        return self._blocks


def _instances(module: ModuleValues, declaration: Declaration) -> Iterator[tuple[str, _Block]]:
    name = module.path + provider_name(declaration)
    argument = declaration.argument("for_each")
    if argument is None:
        yield name, _Block(module, declaration)
        return
    value = evaluate(argument.expression, BodyScope(module, argument.source))
    for one in by_each(value, name, argument.value_span).instances:
        suffix = instance_suffix(None if one.symbolic else str(one.key))
        yield name + suffix, _Block(module, declaration, one.names)


def _place(name: str, block: _Block) -> Place:
    body = _body(block)
    accounts = body.get("allowed_account_ids")
    items = accounts.items if isinstance(accounts, Sequence) and not accounts.open else ()
    role = next((body.entries[kind] for kind in _ROLES if kind in body.entries), None)
    credentials = {one: key_of(_nameable(body.get(one), block)) for one in _CREDENTIALS}
    return Place(
        account=items[0] if len(items) == 1 else None,
        role=_nameable(map_options(role, _last_role), block),
        region=_nameable(body.get("region"), block),
        session="\2".join(f"{one}={key}" for one, key in credentials.items() if key),
        name=f"provider {name}",
        span=block.module.places.of(block.declaration.header),
        tags=dig(body, "default_tags", "tags"),
    )


def _body(block: _Block) -> MappingValue:
    """What is read of a block: nothing else of it is evaluated."""
    declaration = block.declaration
    whole = declaration.content
    arguments = {name: argument for name, argument in whole.arguments.items() if name in {*_READ, "dynamic"}}
    blocks = tuple(one for one in whole.blocks if one.type in {*_READ, "dynamic"})
    scope = BodyScope(block.module, declaration.head.source, block.names)
    return body_value(Content(arguments, blocks, whole.json), scope, declaration.span, USUAL)


def _last_role(value: Value | None) -> Value | None:
    """The role at the end of a chain of roles: of blocks, a list of objects, or one object."""
    if isinstance(value, Sequence):
        if value.open:
            return Unknown(value.open, span=value.span)
        return dig(value, len(value.items) - 1, "role_arn") if value.items else None
    return dig(value, "role_arn")


def _nameable(value: Value | None, block: _Block) -> Value | None:
    """The value so that two places are known to have the same: what is not known is at least what its text computes.

    Terraform's expressions give the same value wherever they stand in a module, but for what `each` is in them.
    """
    if isinstance(value, OneOf):
        return one_of((Option(_nameable(c.value, block), c.guard) for c in value.choices), value.span)
    if isinstance(value, Text):
        return replace(value, parts=tuple(p if isinstance(p, str) else _called(p, block) for p in value.parts))
    return _called(value, block) if isinstance(value, Unknown) else value


def _called(value: Unknown, block: _Block) -> Unknown:
    """An unknown value under the name of the expression that gives it."""
    text = " ".join(value.span.text.split()) if value.span is not None else ""
    if value.identity is not None or not text or "each" in text:
        return value
    return replace(value, identity=Identity("variable", block.module.path + text, ""))
