"""A load on its own, against every start there is."""

from hypothesis import given, strategies as st

from .groups import hours, problem_of, unbroken
from custom_components.hushwatt.scheduling.alone import Solo
from custom_components.hushwatt.scheduling.problem import Rule, Span, Window
from custom_components.hushwatt.scheduling.timeline import Timeline, to_currency

PRICES = st.lists(st.integers(-3, 5), min_size=2, max_size=9)


@given(
    prices=PRICES,
    step=st.integers(2, 7),
    over=st.integers(0, 6),
    minutes=st.integers(1, 20),
    earliest=st.integers(0, 25),
    late=st.integers(0, 25),
)
def test_no_start_is_cheaper(
    prices: list[int], step: int, over: int, minutes: int, earliest: int, late: int
) -> None:
    """Windows of one length of which the first has begun; loads of any minutes."""
    over = min(over, step - 1)
    windows = [
        Window(Span(max(w.span.start - over, 0), w.span.end - over), w.import_price)
        for w in hours(*map(float, prices), length=step)
    ]
    latest = windows[-1].span.end - late
    rule = Rule(earliest_start=earliest, latest_end=latest)
    load = unbroken("a", minutes, rules=(rule,))
    found = Solo(Timeline(problem_of([load], windows))).place(load)
    rates = [w.import_price for w in windows for _ in range(w.span.start, w.span.end)]
    costs = {
        start: sum(rates[start : start + minutes])
        for start in range(earliest, latest - minutes + 1)
    }
    if not costs:
        assert found is None
        return
    assert found is not None
    start = min(costs, key=lambda start: (costs[start], start))
    assert found.run == (Span(start, start + minutes),)
    assert abs(to_currency(found.cost) * 60 - costs[start]) < 1e-9


@given(prices=PRICES, minutes=st.integers(1, 12))
def test_windows_of_different_lengths_are_no_obstacle(
    prices: list[int], minutes: int
) -> None:
    """The cheapest and earliest start is found all the same."""
    lengths = [3 + at % 3 for at in range(len(prices))]
    windows, now = [], 0
    for length, price in zip(lengths, prices, strict=True):
        windows.append(Window(Span(now, now + length), float(price)))
        now += length
    load = unbroken("a", minutes)
    found = Solo(Timeline(problem_of([load], windows))).place(load)
    rates = [w.import_price for w in windows for _ in range(w.span.start, w.span.end)]
    costs = [sum(rates[s : s + minutes]) for s in range(now - minutes + 1)]
    assert (found is None) == (not costs)
    if found is not None:
        assert found.run[0].start == costs.index(min(costs))
