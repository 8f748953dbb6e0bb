"""The query text: text to tokens to a frozen tree, and back to text.

Pure: no index here. Chips, facets and links edit the tree, never the string.
"""
