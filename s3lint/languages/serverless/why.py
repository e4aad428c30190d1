"""Why a variable has no value here, and what the user can do."""

from __future__ import annotations

from s3lint.record import Struct


class Open(Struct, frozen=True):
    """A variable whose value is not known: what blocks it, as it is written, and why."""

    name: str
    says: str
    hint: str = ""


_LATER = {"cf", "ssm", "s3", "output", "terraform", "vault", "doppler", "state", "aws"}


def not_given(kind: str, path: str) -> tuple[str, str]:
    """Why something that a variable looks for is not there, and a hint."""
    if kind == "opt":
        return "is given on the command line", f"pass --var {path}=…"
    if kind == "param":
        return "is a parameter without a value in this file", f"pass --var {path}=…"
    if kind == "env":
        return "is an environment variable", f"give {path} in [env] of the configuration"
    if kind == "file":
        return "is not in the scanned tree", ""
    return "is not set there", ""


def never_known(kind: str) -> str:
    """Why a kind of variable has no value before the service is deployed."""
    return (
        "is looked up when the service is deployed"
        if kind in _LATER
        else "is known only where the service is deployed from"
    )
