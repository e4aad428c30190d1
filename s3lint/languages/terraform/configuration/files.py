"""Which files of a folder make a module, and which bring values for its variables."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.source import Tree, join

_CODE = (".tf", ".tf.json")
_TOFU = (".tofu", ".tofu.json")
_VALUES = (".tfvars", ".tfvars.json")


def is_source(name: str) -> bool:
    """Whether a file of this name is Terraform's."""
    return name.endswith((*_CODE, *_TOFU, *_VALUES)) and not _is_ignored(name)


def is_values(name: str) -> bool:
    """Whether a file of this name brings values for variables."""
    return name.endswith(_VALUES)


def is_json(name: str) -> bool:
    """Whether a file is written in Terraform's JSON syntax."""
    return name.endswith(".json")


@dataclass(frozen=True, slots=True)
class ModuleFiles:
    """A module's files, as paths: those that are merged first, and the overrides in the order in which they apply."""

    primary: tuple[str, ...]
    overrides: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every file of the module."""
        return self.primary + self.overrides


def module_files(tree: Tree, folder: str, engine: str) -> ModuleFiles:
    """The configuration files of a folder. OpenTofu's own files hide Terraform's of the same name."""
    names = {e.name for e in tree.entries(folder) if not e.is_folder and not _is_ignored(e.name)}
    chosen = {name for name in names if name.endswith(_CODE)}
    if engine == "opentofu":
        tofu = {name for name in names if name.endswith(_TOFU)}
        chosen = (chosen - set(map(_twin, tofu))) | tofu
    ordered = sorted(chosen)
    return ModuleFiles(
        tuple(_path(folder, name) for name in ordered if not _is_override(name)),
        tuple(_path(folder, name) for name in ordered if _is_override(name)),
    )


def automatic_values(tree: Tree, folder: str) -> tuple[str, ...]:
    """The variable files that are loaded without being asked for, weakest first."""
    names = [e.name for e in tree.entries(folder) if not e.is_folder]
    fixed = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in names]
    auto = sorted(name for name in names if name.endswith((".auto.tfvars", ".auto.tfvars.json")))
    return tuple(_path(folder, name) for name in fixed + auto)


def has_values(tree: Tree, folder: str) -> bool:
    """Whether a folder holds variable files of any name."""
    return any(is_values(e.name) for e in tree.entries(folder) if not e.is_folder)


def _twin(name: str) -> str:
    """The name of the Terraform file that an OpenTofu file hides."""
    if name.endswith(".tofu"):
        return name.removesuffix(".tofu") + ".tf"
    return name.removesuffix(".tofu.json") + ".tf.json"


def _is_ignored(name: str) -> bool:
    """Editors' backups and hidden files, as Terraform's configs.IsIgnoredFile has it."""
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))


def _is_override(name: str) -> bool:
    base = name
    for ending in (".tf.json", ".tofu.json", ".tf", ".tofu"):
        if name.endswith(ending):
            base = name.removesuffix(ending)
            break
    return base == "override" or base.endswith("_override")


def _path(folder: str, name: str) -> str:
    return join(folder, name) or name
