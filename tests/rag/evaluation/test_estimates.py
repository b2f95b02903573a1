import pytest

from rag.evaluation.estimates import Estimate, pooled, quantile, share


def test_share_has_wilsons_interval() -> None:
    # Newcombe 1998, table I: 81 of 263.
    found = share([True] * 81 + [False] * 182)
    assert found is not None
    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4), found.n) == (
        0.3080,
        0.2553,
        0.3662,
        263,
    )


def test_nothing_to_measure_is_no_estimate() -> None:
    assert (share([]), pooled([(0, 0)]), quantile([], 0.5)) == (None, None, None)


def test_pooled_weighs_by_tries_and_leaves_out_what_was_not_tried() -> None:
    assert pooled([(1, 1), (0, 3), (0, 0)]) == Estimate(0.25, 0.0, 1.0, 2)
    assert pooled([(2, 2)] * 5) == Estimate(1.0, 1.0, 1.0, 5)


def test_quantile_interval_holds_the_value_and_narrows_with_more() -> None:
    few, many = (quantile(list(range(n)), 0.5) for n in (11, 1001))
    assert few is not None
    assert many is not None
    assert (few.value, many.value) == (5.0, 500.0)
    assert few.low < 5 < few.high
    assert (few.high - few.low) / 11 > (many.high - many.low) / 1001


@pytest.mark.parametrize("q", [0.5, 0.95])
def test_a_constant_has_no_spread(q: float) -> None:
    assert quantile([7.0] * 9, q) == Estimate(7.0, 7.0, 7.0, 9)
