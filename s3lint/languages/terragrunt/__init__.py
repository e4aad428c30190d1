"""Terragrunt: units, what they include, generate and depend on, and stacks of them. Nothing is run.

A unit is a root: the module that it deploys, with the unit's own and generated files laid on top, and its inputs below
every variable file. Expressions and modules are Terraform's; only Terragrunt's blocks, functions and merging are here.
What comes from outside (environment variables, commands, secrets, the account) is an unknown value with its name.
https://docs.terragrunt.com/reference/hcl/
"""
