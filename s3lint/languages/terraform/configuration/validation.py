"""The values that a variable's validation blocks let through, where they list them."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.scope import BodyScope
from s3lint.languages.terraform.evaluate import evaluate
from s3lint.languages.terraform.syntax import nodes
from s3lint.values import Scalar, Sequence, text_of


def allowed_values(instance: ModuleValues, declaration: Declaration) -> tuple[Scalar, ...]:
    """The only values that a variable may have; empty where its validation does not say."""
    found: list[Scalar] | None = None
    for block in declaration.content.nested("validation"):
        condition = block.content.arguments.get("condition")
        if condition is not None:
            scope = BodyScope(instance, condition.source)
            found = _both(found, _admitted(condition.expression, declaration.name, scope))
    return tuple(found or ())


def _admitted(node: nodes.Expression, name: str, scope: BodyScope) -> list[Scalar] | None:
    """The values of a variable for which a condition may hold; None where it cannot be told."""
    if isinstance(node, nodes.Parentheses | nodes.Wrapped):
        return _admitted(node.expression, name, scope)
    if isinstance(node, nodes.FunctionCall) and node.name == "contains" and len(node.arguments) == 2:
        return _listed(node.arguments[0], scope) if _is_variable(node.arguments[1], name) else None
    if not isinstance(node, nodes.Binary):
        return None
    if node.operator in ("||", "&&"):
        left, right = (_admitted(side, name, scope) for side in (node.left, node.right))
        if node.operator == "&&":
            return _both(left, right)
        return None if left is None or right is None else left + right
    if node.operator == "==":
        for one, other in ((node.left, node.right), (node.right, node.left)):
            value = evaluate(other, scope) if _is_variable(one, name) else None
            if isinstance(value, Scalar):
                return [value]
    return None


def _both(left: list[Scalar] | None, right: list[Scalar] | None) -> list[Scalar] | None:
    """What two conditions admit together."""
    if left is None or right is None:
        return right if left is None else left
    texts = {text_of(value) for value in right}
    return [value for value in left if text_of(value) in texts]


def _listed(node: nodes.Expression, scope: BodyScope) -> list[Scalar] | None:
    value = evaluate(node, scope)
    if not isinstance(value, Sequence) or value.open is not None:
        return None
    known = [item for item in value.items if isinstance(item, Scalar)]
    return known if len(known) == len(value.items) else None


def _is_variable(node: nodes.Expression, name: str) -> bool:
    return (
        isinstance(node, nodes.GetAttribute)
        and node.name == name
        and isinstance(node.object, nodes.Variable)
        and node.object.name == "var"
    )
