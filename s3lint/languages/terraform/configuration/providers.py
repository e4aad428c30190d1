"""Provider configurations: which one a resource is made with, and what they say about account and region."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.body import argument_value, body_value
from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.scope import BodyScope
from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.syntax.escapes import words
from s3lint.values import Scalar, Sequence, Value, text_of


def provider_name(declaration: Declaration) -> str:
    """`aws`, or `aws.west` where there is an alias."""
    argument = declaration.argument("alias")
    alias = argument.expression if argument else None
    name = declaration.name
    return f"{name}.{alias.data}" if isinstance(alias, nodes.Literal) else name


def reference_name(expression: nodes.Expression) -> str | None:
    """`aws` or `aws.west`, written as a reference, a name or a text."""
    if isinstance(expression, nodes.Variable):
        return expression.name
    if isinstance(expression, nodes.Literal):
        return expression.data if isinstance(expression.data, str) else None
    if isinstance(expression, nodes.GetAttribute) and isinstance(expression.object, nodes.Variable):
        return f"{expression.object.name}.{expression.name}"
    if isinstance(expression, nodes.Wrapped | nodes.Parentheses):
        return reference_name(expression.expression)
    if isinstance(expression, nodes.Index):
        # OpenTofu: one of the instances of a provider with for_each
        return reference_name(expression.collection)
    return None


def meant_provider(instance: ModuleValues, name: str) -> str:
    """The provider configuration that a name means in a module: its own block's, or what its caller hands it."""
    if any(provider_name(declaration) == name for declaration in instance.module.providers):
        return instance.path + name
    return instance.providers.get(name, name)


def handed_providers(caller: ModuleValues, call: Declaration) -> dict[str, str]:
    """What the names of providers mean in a called module: the caller's own, and what the call hands over."""
    own = (provider_name(declaration) for declaration in caller.module.providers)
    handed = {name: meant_provider(caller, name) for name in (*caller.providers, *own) if "." not in name}
    argument = call.argument("providers")
    found = argument.expression if argument else None
    for item in found.items if isinstance(found, nodes.ObjectConstructor) else ():
        inner, outer = reference_name(item.key), reference_name(item.value)
        if inner and outer:
            handed[inner] = meant_provider(caller, outer)
    return handed


def resource_provider(instance: ModuleValues, declaration: Declaration) -> str:
    """The provider configuration of a resource."""
    argument = declaration.argument("provider")
    name = reference_name(argument.expression) if argument else None
    return meant_provider(instance, name or declaration.head.labels[0].split("_", 1)[0])


def provider_settings(root: ModuleValues) -> dict[str, Value]:
    """What the root's aws providers and the inputs say: `region`, `account_id`, `default_tags`, those of an aliased
    provider as `region@aws.west`."""
    found: dict[str, Value] = {}
    for declaration in root.module.providers:
        if declaration.name != "aws":
            continue
        name = provider_name(declaration)
        for key, value in _settings(root, declaration).items():
            found[key if name == "aws" else f"{key}@{name}"] = value
    inputs = root.run.inputs
    for key, text in (("account_id", inputs.account_id), ("region", inputs.region)):
        if text is not None:
            found[key] = Scalar(text)
    return found


def _settings(root: ModuleValues, declaration: Declaration) -> dict[str, Value]:
    found: dict[str, Value] = {}
    region = declaration.argument("region")
    if region is not None:
        found["region"] = argument_value(region, BodyScope(root, region.source))
    accounts = declaration.argument("allowed_account_ids")
    if accounts is not None:
        value = argument_value(accounts, BodyScope(root, accounts.source))
        if isinstance(value, Sequence) and len(value.items) == 1 and text_of(value.items[0]) and not value.open:
            found["account_id"] = value.items[0]
    if "default_tags" in words(declaration.span.text):
        body = body_value(declaration.content, BodyScope(root, declaration.head.source), declaration.span, "aws")
        if "default_tags" in body.entries:
            found["default_tags"] = body.entries["default_tags"]
    return found
