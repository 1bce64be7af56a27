"""Sets of minutes as sorted half-open spans that neither touch nor overlap."""

from collections.abc import Iterable, Sequence

from ..scheduling.problem import Minute, Span

type Spans = tuple[Span, ...]


def merge(spans: Iterable[Span]) -> Spans:
    """Return the union of spans; empty ones vanish, touching ones become one."""
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def intersect(one: Sequence[Span], other: Sequence[Span]) -> Spans:
    """Return the minutes that are in both sets."""
    return merge(
        Span(max(a.start, b.start), min(a.end, b.end)) for a in one for b in other
    )


def subtract(spans: Sequence[Span], holes: Iterable[Span]) -> Spans:
    """Return the minutes of a set that lie in none of the holes."""
    rest = list(spans)
    for hole in holes:
        rest = [
            part
            for span in rest
            for part in (
                Span(span.start, min(span.end, hole.start)),
                Span(max(span.start, hole.end), span.end),
            )
            if part.start < part.end
        ]
    return merge(rest)


def starts_within(spans: Sequence[Span], length: Minute, after: Minute = 0) -> Spans:
    """Return the starts of a run whose part fits in one of the spans.

    The part begins `after` minutes into the run and lasts `length` minutes.
    """
    return merge(
        Span(span.start - after, span.end - length - after + 1) for span in spans
    )
