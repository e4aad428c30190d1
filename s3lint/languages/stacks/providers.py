"""The provider configurations that a component hands to its module.

A stack declares them, with values of its own; the module sees them as if it declared them itself.
https://developer.hashicorp.com/terraform/language/block/stack/tfcomponent/provider
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from s3lint.languages.stacks.files import StackFiles
from s3lint.languages.terraform.configuration.content import Argument, Content
from s3lint.languages.terraform.configuration.module import Declaration, Module
from s3lint.languages.terraform.configuration.providers import written_name
from s3lint.languages.terraform.syntax import nodes, read_file
from s3lint.record import Struct, field, replace
from s3lint.source import Source, Span
from s3lint.values import Value

_PREFIX = "stack__"

Evaluated = Callable[[Declaration, Argument, nodes.Expression | None], Value]
"""The value of an argument of a provider's configuration, for the instance that a key selects."""


class Handed(Struct):
    """Provider blocks for a module, each with the place that stands for it, and what their texts refer to."""

    blocks: list[tuple[Declaration, Span]] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)

    def onto(self, module: Module) -> Module:
        """The module with these provider configurations."""
        return replace(
            module,
            sources=[*module.sources, *(declaration.head.source for declaration, _ in self.blocks)],
            providers=[*module.providers, *(declaration for declaration, _ in self.blocks)],
            built_in=module.built_in | {declaration.head.source: place for declaration, place in self.blocks},
        )


def handed(component: Declaration, files: StackFiles, evaluated: Evaluated) -> Handed:
    """What the `providers` of a component hand over: names as the module has them, to configurations of the stack."""
    made = Handed()
    argument = component.argument("providers")
    found = argument.expression if argument else None
    for item in found.items if isinstance(found, nodes.ObjectConstructor) else ():
        name, (outer, key) = written_name(item.key), _configuration(item.value)
        declaration = files.providers.get(outer) if outer is not None else None
        if name is None or declaration is None:
            continue
        kind, _, alias = name.partition(".")
        body = [f'alias = "{alias}"'] if alias else []
        for block in declaration.content.nested("config"):
            body += _written(block.content, made, partial(_value, evaluated, declaration, key))
        text = "\n".join([f'provider "{kind}" {{', *body, "}", ""])
        source = Source(declaration.head.source.path, text)
        made.blocks += [(Declaration(head), declaration.header) for head in read_file(source).blocks]
    return made


def _value(evaluated: Evaluated, declaration: Declaration, key: nodes.Expression | None, argument: Argument) -> Value:
    return evaluated(declaration, argument, key)


def _configuration(node: nodes.Expression) -> tuple[tuple[str, str] | None, nodes.Expression | None]:
    """The type and name of `provider.TYPE.NAME`, and the key behind it."""
    key: nodes.Expression | None = None
    if isinstance(node, nodes.Index):
        key, node = node.key, node.collection
    if isinstance(node, nodes.GetAttribute) and isinstance(node.object, nodes.GetAttribute):
        inner = node.object
        if isinstance(inner.object, nodes.Variable) and inner.object.name == "provider":
            return (inner.name, node.name), key
    return None, None


def _written(content: Content, made: Handed, value: Callable[[Argument], Value]) -> Iterator[str]:
    """A body whose arguments refer to values that are known by names."""
    for name, argument in content.arguments.items():
        known = f"{_PREFIX}{len(made.values)}"
        made.values[known] = value(argument)
        yield f"{name} = {known}"
    for block in content.blocks:
        yield f"{block.type} {{"
        yield from _written(block.content, made, value)
        yield "}"
