"""Terraform's functions, one module for each family, joined in one table (table.py)."""
