import pytest

from backend.metrics import collection_rate, number, production_total, status

ROWS = [
    {"Production": "$1,000.00", "Collections": "900"},
    {"Production": "500", "Collections": "n/a"},
    {"Collections": "100"},
]


@pytest.mark.parametrize(
    ("text", "value"), [("$1,200.50", 1200.5), (" 7 ", 7.0), ("", None), ("x", None)]
)
def test_number(text: str, value: float | None) -> None:
    assert number(text) == value


def test_production_total() -> None:
    assert production_total(ROWS) == 1500.0
    assert production_total([]) == 0


def test_collection_rate() -> None:
    assert collection_rate(ROWS) == pytest.approx(1000 / 1500 * 100)
    assert collection_rate([]) is None


@pytest.mark.parametrize(
    ("rate", "word"),
    [
        (None, "unknown"),
        (99.0, "healthy"),
        (80.0, "needs_attention"),
        (10.0, "critical"),
    ],
)
def test_status(rate: float | None, word: str) -> None:
    assert status(rate) == word
