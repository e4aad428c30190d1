"""Provider configurations: which one a resource is made with."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.scope import BodyScope
from s3lint.languages.terraform.evaluate import evaluate
from s3lint.languages.terraform.syntax import nodes
from s3lint.values import text_of


def provider_name(declaration: Declaration) -> str:
    """`aws`, or `aws.west` where there is an alias."""
    argument = declaration.argument("alias")
    alias = argument.expression if argument else None
    name = declaration.name
    return f"{name}.{alias.data}" if isinstance(alias, nodes.Literal) else name


def reference_name(expression: nodes.Expression, scope: BodyScope) -> str | None:
    """`aws` or `aws.west`, or `aws.west["a"]`: one instance of those of a for_each (OpenTofu), `[*]` if not known."""
    while isinstance(expression, nodes.Wrapped | nodes.Parentheses):
        expression = expression.expression
    if not isinstance(expression, nodes.Index):
        return written_name(expression)
    name = written_name(expression.collection)
    return None if name is None else name + instance_suffix(text_of(evaluate(expression.key, scope)))


def written_name(expression: nodes.Expression) -> str | None:
    """`aws` or `aws.west`, written as a reference, a name or a text."""
    if isinstance(expression, nodes.Variable):
        return expression.name
    if isinstance(expression, nodes.Literal):
        return expression.data if isinstance(expression.data, str) else None
    if isinstance(expression, nodes.GetAttribute) and isinstance(expression.object, nodes.Variable):
        return f"{expression.object.name}.{expression.name}"
    if isinstance(expression, nodes.Wrapped | nodes.Parentheses):
        return written_name(expression.expression)
    return None


def instance_suffix(key: str | None) -> str:
    """What stands behind the name of an instance of a provider with for_each."""
    return "[*]" if key is None else f'["{key}"]'


def is_handed_on(instance: ModuleValues, declaration: Declaration) -> bool:
    """Whether a block of a called module only declares that its caller hands the configuration over.

    https://developer.hashicorp.com/terraform/language/modules/develop/providers ("proxy" blocks)
    """
    if not instance.path:
        return False
    content = declaration.content
    return not content.blocks and set(content.arguments) <= {"alias", "version"}


def meant_provider(instance: ModuleValues, name: str) -> str:
    """The provider configuration that a name means in a module: its own block's, or what its caller hands it.

    An alias that a called module is not handed is nothing of the root's, which may have one of that name.
    """
    base, bracket, key = name.partition("[")
    for declaration in instance.module.providers:
        if provider_name(declaration) == base and not is_handed_on(instance, declaration):
            return instance.path + name
    found = instance.providers.get(base) or (instance.path + base if "." in base else base)
    return found + bracket + key


def handed_providers(caller: ModuleValues, call: Declaration, scope: BodyScope) -> dict[str, str]:
    """What the names of providers mean in a called module: the caller's own, and what the call hands over."""
    own = (provider_name(declaration) for declaration in caller.module.providers)
    handed = {name: meant_provider(caller, name) for name in (*caller.providers, *own) if "." not in name}
    argument = call.argument("providers")
    found = argument.expression if argument else None
    for item in found.items if isinstance(found, nodes.ObjectConstructor) else ():
        inner, outer = reference_name(item.key, scope), reference_name(item.value, scope)
        if inner and outer:
            handed[inner] = meant_provider(caller, outer)
    return handed


def resource_provider(instance: ModuleValues, declaration: Declaration, scope: BodyScope) -> str:
    """The provider configuration of an instance of a resource."""
    argument = declaration.argument("provider")
    name = reference_name(argument.expression, scope) if argument else None
    return meant_provider(instance, name or declaration.head.labels[0].split("_", 1)[0])
