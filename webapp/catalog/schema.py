"""The fields of an index, and the number of their present meaning. All kinds have the same."""

import tantivy

# Raise it with every change in what is indexed or how: an index of another version is built anew.
VERSION = 11

# Whole texts, found as one term each.
FOUND = (
    *("type_is", "state_is", "role_is", "has", "external_id"),
    # Ids, for the follower: what a context holds, what names an artifact, what gave it metrics.
    *("context", "speaks_of", "metric_source"),
)
# Whole texts that are also counted or sorted by.
COLUMNS = (
    "type",
    "workspace",
    "run",
    "owner",
    "state",
    "version",
    "role",
    "label_key",
    "metric_key",
    "param_key",
    "property_key",
    "name_order",
)
# Texts cut by us, a blank between the tokens: with places for phrases, and without.
PHRASES = ("words", "name_grams", "uri_grams")
PIECES = ("name_pieces", "uri_pieces")
TIMES = ("created", "updated", "started", "finished", "used")
COUNTS = ("producers", "consumers", "inputs", "outputs")
NUMBERS = (*TIMES, *COUNTS, "duration")
# What a number's column holds where the record has none; whatever is negative counts as 0.
MISSING = -1


def build() -> tantivy.Schema:
    """The schema of this version."""
    builder = tantivy.SchemaBuilder()
    for name in FOUND:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in COLUMNS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in PHRASES:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in PIECES:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("id", indexed=True, fast=True)
    for name in NUMBERS:
        builder.add_integer_field(name, fast=True)
    # One column a key: text.label.KEY, number.metric.KEY (see terms.path).
    for name in ("text", "number"):
        builder.add_json_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_bytes_field("row", stored=True)
    return builder.build()


SCHEMA = build()
