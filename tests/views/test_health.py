def test_liveness_never_asks_the_store(client_of_nothing):
    assert client_of_nothing.get("/healthz/liveness").status_code == 200


def test_readiness_asks_the_store(client):
    assert client.get("/healthz/readiness").status_code == 200


def test_readiness_names_a_store_that_is_away(client_of_nothing):
    answer = client_of_nothing.get("/healthz/readiness")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert "127.0.0.1:1" in answer.text
