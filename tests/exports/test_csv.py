"""CSV that no spreadsheet runs."""

import csv
import io

import pytest

from webapp.exports.csv import cell_text, cells, csv_lines


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\uff1d1",
        '=HYPERLINK("x")',
    ],
)
def test_what_reads_as_a_formula_is_text(text):
    assert cell_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a", "", " a", "1-2", "a=b", "'=1", '"', "é", "2020-04-20"])
def test_other_text_stays_as_it_is(text):
    assert cell_text(text) == text


def test_a_null_character_ends_no_cell():
    assert cell_text("a\0=b") == "a=b"
    assert cell_text("\0=b") == "'=b"


@pytest.mark.parametrize("number", [0, -5, 1.5, -0.25, 10**30])
def test_numbers_stay_numbers(number):
    assert cell_text(number) == number


def test_rows_read_back_as_they_were():
    rows = [["id", "name"], [26, 'a "b",\nc'], [27, None], [28, {"k": ["v", 1.5]}]]
    text = "".join(csv_lines(rows))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["id", "name"], ["26", 'a "b",\nc'], ["27", ""], ["28", '{"k": ["v", 1.5]}']]


def test_lines_come_one_by_one():
    def rows():
        yield ["first"]
        raise AssertionError

    assert next(iter(csv_lines(rows()))) == "first\r\n"


def test_cells_stand_in_the_order_of_their_columns():
    assert cells({"b": 2, "a": 1}, ("a", "b")) == [1, 2]
