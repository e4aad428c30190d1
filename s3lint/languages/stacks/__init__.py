"""Terraform Stacks: components, each a module with its inputs, in each of their deployments.

https://developer.hashicorp.com/terraform/language/stacks
"""
