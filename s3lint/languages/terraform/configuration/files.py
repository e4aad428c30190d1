"""Which files of a folder make a module, and which bring values for its variables; what their text is."""

from __future__ import annotations

from s3lint.record import Struct
from s3lint.source import Diagnostic, FileProblem, Location, Source, Tree, child
from s3lint.source.encoding import wide_encoding

_CODE = (".tf", ".tf.json")
_TOFU = (".tofu", ".tofu.json")
_VALUES = (".tfvars", ".tfvars.json")
_GIT_CRYPT = b"\0GITCRYPT\0"  # how its files begin


def is_source(name: str) -> bool:
    """Whether a file of this name is Terraform's."""
    return name.endswith((*_CODE, *_TOFU, *_VALUES)) and not _is_ignored(name)


def is_values(name: str) -> bool:
    """Whether a file of this name brings values for variables."""
    return name.endswith(_VALUES)


def is_json(name: str) -> bool:
    """Whether a file is written in Terraform's JSON syntax."""
    return name.endswith(".json")


def ending(name: str) -> str:
    """How the name of a file of code ends: `.tf`, say; empty for any other file."""
    return next((one for one in (*_CODE, *_TOFU) if name.endswith(one)), "")


class ModuleFiles(Struct, frozen=True):
    """A module's files, as paths: those that are merged first, and the overrides in the order in which they apply.

    `unread` are those that the engine leaves out though the user may not expect it, each with the reason.
    """

    primary: tuple[str, ...]
    overrides: tuple[str, ...]
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every file of the module."""
        return self.primary + self.overrides


def module_files(tree: Tree, folder: str, engine: str) -> ModuleFiles:
    """The configuration files of a folder. OpenTofu's own files hide Terraform's of the same name.

    Files of OpenTofu say by themselves that it runs the code: where nothing is said of the engine, they are read.
    https://opentofu.org/docs/language/files/
    """
    names = {e.name for e in tree.entries(folder) if not e.is_folder and not _is_ignored(e.name)}
    terraform, opentofu = ({name for name in names if name.endswith(endings)} for endings in (_CODE, _TOFU))
    twins = {_twin(name): name for name in opentofu if _twin(name) in terraform}
    unread: dict[str, str] = {}
    if engine == "terraform":
        ordered = sorted(terraform)
        unread = dict.fromkeys(opentofu - set(twins.values()), "Terraform does not read .tofu files")
    else:
        ordered = sorted((terraform - twins.keys()) | opentofu)
    if engine == "auto":
        unread = {name: f"OpenTofu reads {twin} in its place" for name, twin in twins.items()}
    return ModuleFiles(
        tuple(_path(folder, name) for name in ordered if not _is_override(name)),
        tuple(_path(folder, name) for name in ordered if _is_override(name)),
        tuple((_path(folder, name), why) for name, why in sorted(unread.items())),
    )


def automatic_values(tree: Tree, folder: str) -> tuple[str, ...]:
    """The variable files that are loaded without being asked for, weakest first."""
    names = [e.name for e in tree.entries(folder) if not e.is_folder]
    fixed = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in names]
    auto = sorted(name for name in names if name.endswith((".auto.tfvars", ".auto.tfvars.json")))
    return tuple(_path(folder, name) for name in fixed + auto)


def is_automatic(name: str) -> bool:
    """Whether a variable file of this name is loaded without being asked for, where it lies beside the code."""
    return name.startswith("terraform.tfvars") or name.endswith((".auto.tfvars", ".auto.tfvars.json"))


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
    base = name.removesuffix(ending(name))
    return base == "override" or base.endswith("_override")


def _path(folder: str, name: str) -> str:
    return child(folder, name)


def read_source(tree: Tree, path: str, diagnostics: list[Diagnostic]) -> Source | None:
    """A file's text, or None and a diagnostic."""
    try:
        data = tree.read(path)
    except FileProblem as problem:
        diagnostics.append(Diagnostic("S3L901", f"the file {problem}", Location(path), left_out="file"))
        return None
    if (
        not data.startswith(_GIT_CRYPT) and (encoding := wide_encoding(data)) is not None
    ):  # its zero bytes would pass for UTF-8
        what, hint = f"the file is encoded in {encoding[:6].upper()}, and Terraform reads UTF-8", "save it as UTF-8"
        diagnostics.append(Diagnostic("S3L901", what, Location(path), hint=hint, left_out="file"))
        return None
    try:
        return Source(path, data.decode("utf-8"))
    except UnicodeDecodeError:
        if b"\0" in data:
            what, hint = "the file is not text", ""
            if data.startswith(_GIT_CRYPT):
                what, hint = "the file is encrypted with git-crypt", "run git-crypt unlock before s3lint"
            diagnostics.append(Diagnostic("S3L901", what, Location(path), hint=hint, left_out="file"))
            return None
        diagnostics.append(Diagnostic("S3L901", "the file is not UTF-8 text", Location(path)))
        return Source(path, data.decode("utf-8", "replace"))
