"""Any value that a property of a store may hold."""

from hypothesis import strategies as st

# As the client reads them: any text that is UTF-8, any JSON value in a struct.
texts = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
    st.sampled_from(
        (
            *("{", "[", "null", "[]", '{"a": {"b": []}}', '"\\ud800"', '{"labels": "x"}', "  "),
            *('["\\udfff"]', '{"values": {"a": NaN, "b": 1e999}, "labels": [1, null, {"a": "b"}]}'),
            *("[" * 5000, '{"hyperparameters": ' * 300 + "1" + "}" * 300, "1" * 5000, "\x00\x1f"),
            *('{"__value__": "[1"}', '{"metadata": [], "spec": 3, "env": [{"value": 1}, 2]}'),
        )
    ),
)
values = st.recursive(
    st.one_of(texts, st.integers(), st.floats(), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(st.sampled_from(("list", "struct", "__value__", "name", "value")), texts),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)
