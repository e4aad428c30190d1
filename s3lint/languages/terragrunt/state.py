"""Where a unit keeps its state: in the backend that `remote_state` configures.

https://docs.terragrunt.com/reference/hcl/blocks/#remote_state
"""

from __future__ import annotations

from s3lint.languages.terraform.configuration.backend import place_of
from s3lint.languages.terraform.functions.jsontext import quoted
from s3lint.languages.terragrunt.config import Config
from s3lint.record import Struct
from s3lint.source import Span, join
from s3lint.values import Mapping, Scalar, Value, dig, text_of

_TOLD_BY = ("key", "prefix", "address")


class State(Struct, frozen=True):
    """A backend: its kind, its settings, and the file that terragrunt writes for it, where it writes one."""

    kind: str
    settings: Value | None
    file: Mapping | None
    header: Span

    def stated(self, *path: str) -> Value | None:
        """The value at a path in its settings."""
        return dig(self.settings, *path)

    def place(self, folder: str) -> str | None:
        """Where the state lies, seen from the module's folder; None where that is not known."""
        return place_of(self.kind, self.stated, folder)

    def keeps(self, folder: str) -> tuple[str, ...]:
        """The same as far as a text tells that reads it: its key, or the path of its file."""
        if self.kind == "local":
            place = join(folder, text_of(self.stated("path") or Scalar("terraform.tfstate")) or "")
            return (place,) if place is not None else ()
        keys = [text_of(value) for name in _TOLD_BY if (value := self.stated(name)) is not None]
        return tuple(f"key:{key}" for key in keys if key)

    def written(self) -> str:
        """The backend as code. Settings that are not known are left out."""
        entries = self.settings.entries if isinstance(self.settings, Mapping) else {}
        lines = [f"    {name} = {_literal(value)}" for name, value in entries.items() if _literal(value)]
        return "\n".join(["terraform {", f"  backend {quoted(self.kind)} {{", *lines, "  }", "}", ""])


def state_of(config: Config) -> State | None:
    """The backend of a configuration; None where it configures none."""
    block = config.layers.block("remote_state")
    found: Value | None = config.layers.strongest("remote_state") if block is None else block.as_object()
    if not isinstance(found, Mapping):
        return None
    file, backend = found.get("generate"), found.get("backend")
    kind = (text_of(backend) if backend is not None else None) or "s3"
    header = block.nested.header if block is not None else found.span or config.main.document.top
    return State(kind, found.get("config"), file if isinstance(file, Mapping) else None, header)


def _literal(value: Value) -> str:
    """A known value as it is written in a backend; empty where it is not known, or no plain value."""
    if not isinstance(value, Scalar) or value.data is None:
        return ""
    if isinstance(value.data, str):
        return quoted(value.data).replace("${", "$${").replace("%{", "%%{")
    return text_of(value) or ""
