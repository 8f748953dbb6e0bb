"""The browser for ML Metadata stores.

The rooms and what each may know are told in docs/architecture.md; import-linter holds it.
"""
