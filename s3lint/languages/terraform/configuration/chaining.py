"""`for_each = aws_s3_bucket.all`: an instance for each instance of another resource, though not all are known."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.expansion import Expansion
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.syntax import nodes
from s3lint.record import replace
from s3lint.values import Mapping


def chained(owner: ModuleValues, expression: nodes.Expression) -> Expansion | None:
    """The instances of a block over a resource with `for_each`; None where the expression is no such resource."""
    if not isinstance(expression, nodes.GetAttribute) or not isinstance(expression.object, nodes.Variable):
        return None
    key = ("managed", expression.object.name, expression.name)
    declaration = owner.module.resources.get(key)
    if declaration is None:
        return None
    those = owner.expansion(declaration)
    if those.mode != "each":
        return None
    made = []
    for one in those.instances:
        each = one.names["each"]
        assert isinstance(each, Mapping)
        value = owner.resource(key, one).whole()
        made.append(replace(one, names={"each": replace(each, entries={**each.entries, "value": value})}))
    return replace(those, instances=tuple(made))
