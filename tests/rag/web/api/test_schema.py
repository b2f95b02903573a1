"""The API does what its description says: requests made from the description, by schemathesis."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.rag.web.conftest import serving
from tests.rag.web.fake import FakeAssistant

pytestmark = pytest.mark.slow

OUTER = frozenset({400, 403, 404, 408, 413, 415})
"""What the guard says before a route sees the request; the description is of the routes."""

CHECKS = [content_type_conformance, response_schema_conformance, status_code_conformance]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("described")
    many = {"rate_address": "1000000/minute", "rate_person": "1000000/minute"}
    with serving(data) as serve:
        yield serve(FakeAssistant(), sources=Path(data), **many)


def test_every_reply_is_as_described(address: str) -> None:
    # Without schemathesis' plugin for pytest, which does not work with its newest version.
    schema = schemathesis.openapi.from_url(f"{address}api/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == 4
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        def replies(case: Case[Any]) -> None:
            response = case.call()
            assert response.status_code < 500 or response.status_code == 503
            if response.status_code not in OUTER:
                case.validate_response(response, checks=CHECKS)

        replies()
