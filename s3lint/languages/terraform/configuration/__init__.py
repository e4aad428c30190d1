"""Modules, variables, resources: a root module as a configuration, before apply."""
