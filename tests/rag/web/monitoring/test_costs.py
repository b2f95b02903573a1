"""What the model was used for, in figures for Prometheus."""

from rag.costs import Costs
from rag.runtime.state import ComponentState, Phase, State
from rag.types import Status
from rag.web.monitoring.metrics import Metrics
from rag.web.queue.answering import Queue
from rag.web.queue.asked import Asked
from tests.rag.scripted import answer


def test_costs_per_answer_and_since_the_start() -> None:
    metrics = Metrics()
    ready = ComponentState(Phase.READY)
    state = State(ready, ready, costs=Costs(5, 700, 60, 8.5))
    metrics.look_at(lambda: Queue(0, 0), lambda: state)
    told = answer(costs=Costs(2, 300, 40, 3.5))
    metrics.asked(Asked(Status.ANSWERED, 0.0, 0.1, 0.2, 4.0, told))
    lines = metrics.text().decode().splitlines()
    for line in (
        "briefing_answer_calls_sum 2.0",
        "briefing_answer_tokens_in_sum 300.0",
        "briefing_answer_tokens_out_sum 40.0",
        "briefing_answer_model_seconds_sum 3.5",
        "briefing_model_calls_total 5.0",
        'briefing_model_tokens_total{direction="in"} 700.0',
        'briefing_model_tokens_total{direction="out"} 60.0',
        "briefing_model_seconds_total 8.5",
    ):
        assert line in lines
