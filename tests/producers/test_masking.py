"""No secret leaves a record, wherever its producer put it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.metadata import Artifact, Context, Execution
from webapp.producers import masked_properties, read_artifact, read_context, read_execution
from webapp.producers.masking import may_hold_secrets
from webapp.producers.scrubbing import LONG, TELLING, is_secret, scrubbed

HIDDEN = "hunter2-abc"


@pytest.mark.parametrize(
    "name",
    [
        *("password", "DB_PASSWORD", "dbpasswd", "passphrase", "pwd", "client_secret", "secretKey"),
        *(
            "token",
            "hf_token",
            "authToken",
            "tokens",
            "credentials",
            "api_key",
            "apiKey",
            "API-KEY",
        ),
        *("aws_access_key_id", "private.key", "Authorization", "store_session_info"),
    ],
)
def test_keys_that_name_a_secret(name):
    assert is_secret(name)
    assert masked_properties({name: HIDDEN}) == {name: "[masked]"}


@pytest.mark.parametrize(
    "name",
    [
        *("tokenizer", "tokenization", "max_tokens", "num_tokens", "pad_token", "token_count"),
        *("monkey", "keyword", "compass", "secretary"[:5], "key", "session", "cwd"),
    ],
)
def test_keys_that_do_not(name):
    assert not is_secret(name)
    assert masked_properties({name: HIDDEN}) == {name: HIDDEN}


@pytest.mark.parametrize(
    "value",
    [
        {"nested": {"password": HIDDEN}},
        [{"name": "DB_PASSWORD", "value": HIDDEN}],
        {"list": [{"struct": {"api_key": HIDDEN}}]},
        json.dumps({"kwargs": {"token": HIDDEN}}),
        json.dumps({"inner": json.dumps({"token": HIDDEN})}),
        f"{{'password': '{HIDDEN}', 'depth': 50}}",
        f"train.py --hf-token {HIDDEN} --rate 0.5",
        f"train.py --password={HIDDEN}",
        f"['x.py', '--password', '{HIDDEN}']",
        f"password: {HIDDEN}\nuser: ana",
        f"postgresql://ana:{HIDDEN}@db.example.org/x",
        f"https://bucket.example.org/x?X-Amz-Signature={HIDDEN}&part=2",
        '{"token": "' + HIDDEN + '", "filler": "' + "x" * 2**20 + '"}',
        ["train.py", "--password", HIDDEN],
        json.dumps({"args": ["--hf-token", HIDDEN]}),
        {"deeper": json.dumps({"token": HIDDEN})},
        f"jdbc:postgresql://h/x?user=a&password={HIDDEN}",
        f"Authorized by Bearer {HIDDEN}",
        f"eyJ{'a' * 20}.eyJ{'b' * 20}.{HIDDEN}",
    ],
)
def test_a_secret_inside_a_value(value):
    shown = masked_properties({"notes": value})["notes"]
    assert HIDDEN not in json.dumps(shown)
    assert "[masked]" in json.dumps(shown)


@pytest.mark.parametrize(
    "secret",
    [
        *("AKIAIOSFODNN7EXAMPLE", "ghp_" + "a1B2" * 9, "github_pat_" + "a1B2_" * 9),
        *("hf_" + "aB" * 17, "sk-proj-" + "aB-_" * 10, "sk-" + "a1" * 24, "xoxb-123456-abcdef"),
        *("glpat-" + "a1B2-" * 5, "AIza" + "b" * 35),
    ],
)
def test_credentials_are_known_by_their_form(secret):
    for stored in (secret, f"see {secret}, please", {"a": [f"x={secret}"]}):
        shown = json.dumps(masked_properties({"notes": stored}))
        assert secret not in shown
        assert "[masked]" in shown


def test_a_mask_is_not_masked_again():
    stored = "jdbc:postgresql://h/x?user=a&password=x"
    assert scrubbed(scrubbed(stored)) == "jdbc:postgresql://h/x?user=a&password=[masked]"


def test_what_is_no_secret_stays_as_stored():
    stored = {
        "json": '{"a":1,  "b" : [2]}',
        "number": 0.5,
        "struct": {"rate": 0.5, "password": ""},
        "prose": "Tokens are cut at 512; it is no secret that this helps.",
        "odd": "İ password",
        "address": "s3://bucket/key=1/part?versionId=7",
        "model": "sk-learn-random-forest-of-many-trees",
        "task": "task-abcdefghijklmnopqrstuvwxyzabcdefgh",
        "scheme": "Bearer authentication is needed",
        "flags": ["--rate", "0.5", "--max-tokens", "512", "-v"],
    }
    assert masked_properties(stored) == stored


def test_a_secret_after_letters_that_become_two():
    assert scrubbed(f"İİ password={HIDDEN}") == "İİ password=[masked]"


def test_a_manifest_is_masked_even_where_it_cannot_be_parsed():
    manifest = {"data": {"cert": HIDDEN}, "stringData": {"a": HIDDEN}, "kind": "Secret"}
    shown = masked_properties({"object": json.dumps(manifest)})["object"]
    assert (HIDDEN in shown, "Secret" in shown) == (False, True)
    assert masked_properties({"object": '{"data": {"cert": "x"'}) == {"object": "[masked]"}
    assert masked_properties({"object": "a cat"}) == {"object": "a cat"}


def test_a_manifest_that_kubectl_keeps_in_a_manifest_is_masked_too():
    for inner in (
        {"kind": "Secret", "data": {"cert": HIDDEN}, "stringData": {"a": HIDDEN}},
        {"spec": {"containers": [{"env": [{"name": "PLAIN", "value": HIDDEN}]}]}},
    ):
        annotations = {"kubectl.kubernetes.io/last-applied-configuration": json.dumps(inner)}
        manifest = {"kind": "Pod", "metadata": {"name": "p", "annotations": annotations}}
        shown = masked_properties({"object": json.dumps(manifest)})["object"]
        assert HIDDEN not in shown
        assert "last-applied-configuration" in shown


def test_readings_hold_no_secret():
    custom = {
        "password": HIDDEN,
        "inputs": {"token": HIDDEN},
        "labels": {"api_key": HIDDEN, "note": f"token={HIDDEN}"},
        "description": f"password: {HIDDEN}",
        "error": f"login failed for https://ana:{HIDDEN}@x.org/",
        "display_name": f"https://ana:{HIDDEN}@x.org/a",
    }
    for type_name in ("Any", "system.Model", "tfx.x.Y", "kubeflow.org/alpha/model"):
        artifact = Artifact(1, 1, type_name, custom_properties=custom)
        execution = Execution(1, 1, type_name, state="FAILED", custom_properties=custom)
        context = Context(1, 1, type_name, custom_properties=custom)
        for reading in (read_artifact(artifact), read_execution(execution), read_context(context)):
            assert HIDDEN not in repr(reading)


def test_long_hostile_text_takes_no_longer_than_it_must():
    for text in (
        "password " * 20_000,
        "token:" * 50_000,
        '"' * 500_000 + "secret",
        "&token" * 20_000,
    ):
        masked_properties({"x": text})


SIGNS = ("=", ":", "://", "@", "?", " ", "--", "\\u0070", "\\", "{", "}", '"', "_")
WORDS = ("pass", "word", "to", "ken", "key", "sig", "name", "value", "object", "session", "é", "B")
PIECES = st.sampled_from((*SIGNS, *WORDS))
TEXTS = st.lists(PIECES, max_size=8).map("".join)
VALUES = st.one_of(
    TEXTS,
    st.integers(),
    st.dictionaries(TEXTS, TEXTS, max_size=3),
    st.lists(TEXTS, max_size=3),
    st.dictionaries(TEXTS, TEXTS, max_size=3).map(json.dumps),
)


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_may_hold_no_secret_has_none_to_mask(properties):
    if not may_hold_secrets(properties):
        assert masked_properties(properties) == properties


@pytest.mark.parametrize(
    "value",
    ['{"\\u0070assword": "x"}', '{"u": "https:\\/\\/a:b@c"}', "s3://a:b@c", {"a": {"token": "x"}}],
)
def test_what_may_hold_a_secret_is_looked_at(value):
    assert may_hold_secrets({"a": value})


@pytest.mark.parametrize("word", TELLING)
@pytest.mark.parametrize("filler", ["<" * LONG, "[" + "0.5, " * LONG, "x\n" * (LONG // 10)])
def test_every_telling_word_is_found_in_texts_of_any_length(word, filler):
    assert not may_hold_secrets({"a": filler, "b": "x"})
    for text in (f"{filler}{word.upper()}=x", f"{word}=x{filler}"):
        assert may_hold_secrets({"a": text, "b": "x"})
        assert may_hold_secrets({"a": "x" * LONG, text: "b"})
    assert may_hold_secrets({"a": filler, "b": word})
