"""Key figures of a dental practice, from rows as a spreadsheet gives them."""

from collections.abc import Iterable, Mapping

Row = Mapping[str, str]


def number(text: str) -> float | None:
    """The number in a cell such as "$1,200.50"; None where there is none."""
    cleaned = text.strip().lstrip("$").replace(",", "")
    try:
        return float(cleaned)
    except ValueError:
        return None


def production_total(rows: Iterable[Row]) -> float:
    """The sum of the column Production; cells without a number count nothing."""
    values = (number(row.get("Production", "")) for row in rows)
    return sum(value for value in values if value is not None)


def collection_rate(rows: Iterable[Row]) -> float | None:
    """What was collected of what was produced, in percent; None without production."""
    produced = 0.0
    collected = 0.0
    for row in rows:
        produced += number(row.get("Production", "")) or 0
        collected += number(row.get("Collections", "")) or 0
    if produced <= 0:
        return None
    return collected / produced * 100


def status(rate: float | None, goal: float = 98.0) -> str:
    """How a rate stands to its goal, in one word."""
    if rate is None:
        return "unknown"
    if rate >= goal:
        return "healthy"
    return "needs_attention" if rate >= goal * 0.8 else "critical"
