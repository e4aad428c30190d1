"""Terraform's types, and values as its type system treats them: conversion, unification, numbers, order."""
