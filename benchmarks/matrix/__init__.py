"""Rows with other releases of their libraries, on every interpreter: what upgrades change.

A release is one more environment of a row: its library pinned, with a lock of its own.  What is
asked there, and how it is judged, are the categories' (:mod:`benchmarks.categories`).
"""
