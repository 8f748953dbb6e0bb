"""What the user reads when something fails."""


def test_an_address_without_page_is_a_real_404(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "No page has the address /nowhere" in answer.text


def test_the_json_twin_fails_in_json(client):
    answer = client.get("/artifacts/99.json")
    assert answer.status_code == 404
    error = answer.get_json()["error"]
    assert error["code"] == "not_found"
    assert error["message"] == "No artifact has the id 99."
    assert error["request_id"] == answer.headers["X-Request-Id"]


def test_a_bug_is_a_page_with_the_request_id_and_not_its_trace(client, caplog):
    @client.application.get("/bug")
    def bug():
        raise RuntimeError("secret detail")

    answer = client.get("/bug")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert "secret detail" not in answer.text
    assert "secret detail" in caplog.text
