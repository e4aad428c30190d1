"""Stacks: templates to configurations, nested stacks and parameter files included."""
