"""What Terragrunt takes from outside of the tree: the environment, commands, secrets, the account. Nothing is run.

Each is a value with a name of its own, so that two uses of it are known to be the same.
"""

from __future__ import annotations

from s3lint.languages.terraform.functions.call import Call
from s3lint.languages.terraform.types.build import text
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terragrunt.functions import Caller, Own
from s3lint.languages.terragrunt.paths import ROOT, in_tree
from s3lint.values import Identity, Reason, Scalar, Unknown, Value, text_of


def given_from_outside(call: Call, name: str, why: str, hint: str = "") -> Unknown:
    """A value that is not in the tree."""
    reason = Reason("variable", name, why, call.span, hint)
    return Unknown(reason, Identity("variable", name, ""), span=call.span, type=call.returns)


def _environment(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    """`get_env`: what the configuration states, else the default. Never the variables of whoever runs s3lint."""
    name = text_of(arguments[0])
    if name is None:
        return call.unknown(arguments[0])
    if name in caller.inputs.env:
        return text(caller.inputs.env[name], call.span)
    if len(arguments) > 1:
        return arguments[1]
    hint = f"set {name} in the table [env] of s3lint.toml"
    return given_from_outside(call, f'get_env("{name}")', "is an environment variable, which nothing here sets", hint)


def _command(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    words = [(text_of(argument) or "…").removeprefix(f"{ROOT}/") for argument in arguments]
    shown = " ".join(word for word in words if not word.startswith("--terragrunt-"))
    return given_from_outside(call, f"run_cmd({shown})", "is the output of a command, which s3lint does not run")


def _secret(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    known = text_of(arguments[0])
    place = in_tree(known, caller.folder) if known is not None else None
    if place is not None and not caller.tree.is_file(place):
        raise Problem(f"the file {place} does not exist", call.span)
    path = (known or "…").removeprefix(f"{ROOT}/")
    why = "is an encrypted file, which s3lint does not decrypt"
    found = given_from_outside(call, f"sops_decrypt_file({path})", why)
    found.sensitive = True
    return found


def _account(caller: Caller, call: Call, arguments: list[Value]) -> Value:
    if caller.inputs.account_id is not None:
        return Scalar(caller.inputs.account_id, span=call.span, type=call.returns)
    why = "is the account of whoever runs terragrunt"
    return given_from_outside(call, "get_aws_account_id()", why, "set account-id in s3lint.toml")


def _open(why: str) -> Own:
    return lambda caller, call, arguments: given_from_outside(call, f"{call.name}()", why)


_IDENTITY = "is known only to whoever runs terragrunt"

OUTSIDE: dict[str, Own] = {
    "get_aws_account_alias": _open(_IDENTITY),
    "get_aws_account_id": _account,
    "get_aws_caller_identity_arn": _open(_IDENTITY),
    "get_aws_caller_identity_user_id": _open(_IDENTITY),
    "get_default_retryable_errors": _open("is a list of terragrunt itself"),
    "get_env": _environment,
    "get_platform": _open("is the platform that terragrunt runs on"),
    "get_terraform_cli_args": _open("depends on the command"),
    "get_terraform_command": _open("depends on the command"),
    "get_working_dir": _open("is a folder of terragrunt's cache"),
    "run_cmd": _command,
    "sops_decrypt_file": _secret,
}
