"""Terraform's expressions: from a syntax tree and a scope to a located value. Never raises for what a user wrote."""

from s3lint.languages.terraform.evaluate.expression import convert, evaluate, parse_type
from s3lint.languages.terraform.evaluate.scope import AttributeStep, IndexStep, Scope, Step, TemplateScope
from s3lint.languages.terraform.functions.call import Functions
from s3lint.languages.terraform.functions.files import FileAccess
from s3lint.languages.terraform.types.budget import Budget
from s3lint.languages.terraform.types.constraint import TypeConstraint

__all__ = [
    "AttributeStep",
    "Budget",
    "FileAccess",
    "Functions",
    "IndexStep",
    "Scope",
    "Step",
    "TemplateScope",
    "TypeConstraint",
    "convert",
    "evaluate",
    "parse_type",
]
