from xml.etree import ElementTree as ET

import pytest

from rag.evaluation.diagram import svg
from rag.evaluation.reliability import reliability
from rag.evaluation.rows import read_answer

TIMINGS = {"sources_ms": 1, "first_token_ms": 2, "total_ms": 3}


def test_bins_hold_means_and_the_error_weighs_them_by_questions() -> None:
    found = reliability([(0.0, False), (0.04, False), (0.62, True), (0.68, False), (1.0, True)])
    assert found is not None
    assert [(round(b.predicted, 3), b.observed.value, b.observed.n) for b in found.bins] == [
        (0.02, 0.0, 2),
        (0.65, 0.5, 2),
        (1.0, 1.0, 1),
    ]
    assert found.error == pytest.approx((0.02 * 2 + 0.15 * 2) / 5)
    assert reliability([]) is None


def test_the_diagram_has_a_dot_where_predicted_meets_observed() -> None:
    found = reliability([(0.5, True), (0.5, False), (1.0, True)])
    assert found is not None
    circles = ET.fromstring(svg(found)).findall(".//{*}circle")
    middle, corner = ((float(c.attrib["cx"]), float(c.attrib["cy"])) for c in circles)
    assert (middle, corner) == ((224.0, 200.0), (384.0, 40.0))


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], None),
        ([{"probability": None}], None),
        ([{"probability": 0.8}, {"probability": 0.3}, {"outcome": "topic"}], 0.3),
    ],
)
def test_a_question_is_as_likely_answered_as_its_likeliest_to_fail_part(
    decisions: list[dict[str, object]], expected: float | None
) -> None:
    answer = {"answer": "", "status": "quoted", "timings": TIMINGS, "decisions": decisions}
    assert read_answer(answer).probability == expected
