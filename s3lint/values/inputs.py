"""What the user gives beside the files: values of variables and parameters, and which engine's rules hold."""

from __future__ import annotations

from collections.abc import Mapping

from s3lint.record import Struct, field


class GivenAccount(Struct, frozen=True):
    """What the user says of a provider configuration that is not the default one: its account, its region."""

    alias: str  # `west`, `aws.west`
    account_id: str | None = None
    region: str | None = None


class GivenSummary(Struct, frozen=True):
    """A file of the tree that says what the inputs of a module do that is not there."""

    source: str  # as calls write it
    path: str
    majors: tuple[int, ...] = ()  # the major versions that it holds for; none: every one


class Inputs(Struct, frozen=True):
    """Values from the command line and configuration. Files are paths inside the scanned tree."""

    variables: Mapping[str, str] = field(default_factory=dict)  # --var NAME=VALUE, as written
    var_files: tuple[str, ...] = ()  # --var-file: Terraform variable files
    parameter_files: tuple[str, ...] = ()  # --parameters: CloudFormation parameter files
    env: Mapping[str, str] = field(default_factory=dict)  # environment variables that the configuration states
    engine: str = "auto"  # or terraform, opentofu
    workspace: str | None = None  # terraform.workspace, where it is given
    account_id: str | None = None  # the account that the code is deployed to, where it is known
    region: str | None = None
    repository: str | None = None  # the address of the repository that the tree is of, where it is stated
    accounts: tuple[GivenAccount, ...] = ()
    summaries: tuple[GivenSummary, ...] = ()
    # the resource types that verdicts depend on (data sources as `data.TYPE`); None: whatever may matter to S3
    types: frozenset[str] | None = None
    # the inputs of which readers say what hangs on them: those that differ between the environments of a root
    watched: frozenset[str] = frozenset()
