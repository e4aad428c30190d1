"""The shape that a variable's validation blocks give its text: `can(regex("^…$", var.name))`."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.syntax import nodes
from s3lint.values.shape import Shape, shape_of


def declared_shape(declaration: Declaration) -> Shape | None:
    """The shape of whatever value the variable is given; None where its validation does not tell."""
    for block in declaration.content.nested("validation"):
        condition = block.content.arguments.get("condition")
        found = _shape(condition.expression, declaration.name) if condition is not None else None
        if found is not None:
            return found
    return None


def _shape(node: nodes.Expression, name: str) -> Shape | None:
    """What holds of a variable where a condition does."""
    if isinstance(node, nodes.Parentheses | nodes.Wrapped):
        return _shape(node.expression, name)
    if isinstance(node, nodes.Binary) and node.operator == "&&":
        return _shape(node.left, name) or _shape(node.right, name)
    if not isinstance(node, nodes.FunctionCall) or node.name != "can" or len(node.arguments) != 1:
        return None
    call = node.arguments[0]
    if not isinstance(call, nodes.FunctionCall) or call.name != "regex" or len(call.arguments) != 2:
        return None
    pattern, text = call.arguments
    if not isinstance(pattern, nodes.Literal) or not isinstance(pattern.data, str) or not _is_variable(text, name):
        return None
    return shape_of(pattern.data)


def _is_variable(node: nodes.Expression, name: str) -> bool:
    if not isinstance(node, nodes.GetAttribute) or node.name != name:
        return False
    return isinstance(node.object, nodes.Variable) and node.object.name == "var"
