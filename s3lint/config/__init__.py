"""Settings from `s3lint.toml`, `.s3lint.toml`, `[tool.s3lint]` and the command line. Data: none runs code.

Knows no scanned code, nor what a setting does.
"""

from s3lint.config.build import build, variables
from s3lint.config.errors import ConfigError, closest
from s3lint.config.forbidden import forbidden
from s3lint.config.layers import NAMES, Layer, file_in, find, load
from s3lint.config.selection import codes_of, of_profile
from s3lint.config.settings import AccountRule, BucketRole, ForbidRule, PathRule, Settings

__all__ = [
    "NAMES",
    "AccountRule",
    "BucketRole",
    "ConfigError",
    "ForbidRule",
    "Layer",
    "PathRule",
    "Settings",
    "build",
    "closest",
    "codes_of",
    "file_in",
    "find",
    "forbidden",
    "load",
    "of_profile",
    "variables",
]
