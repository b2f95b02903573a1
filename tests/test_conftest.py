import socket

import pytest

from tests.conftest import OutsideCallError


def test_calls_outside_are_refused() -> None:
    with (
        socket.socket() as client,
        pytest.raises(OutsideCallError, match="called"),
    ):
        client.connect(("192.0.2.1", 80))
    with pytest.raises(OutsideCallError, match="looked"):
        socket.getaddrinfo("example.org", 443)


def test_calls_on_this_machine_go_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port), timeout=5) as client:
            assert client.getpeername() == ("127.0.0.1", port)
