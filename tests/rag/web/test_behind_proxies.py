"""The shipped configurations of nginx and Caddy, run by the real programs over TLS."""

import datetime as dt
import ipaddress
import json
import re
import select
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from _pytest.mark import ParameterSet
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from gradio_client import Client  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from index.settings import ROOT
from rag.web.conversation.record import SHOWN, Conversation, Exchange
from rag.web.conversation.tabs import to_record
from rag.web.texts.briefing import BRIEFING_TEXTS
from setup.install import found
from tests.rag.web.conftest import Serve
from tests.rag.web.fake import FakeAssistant
from tests.rag.web.intranet import Visit, intranet

EVENTS = {"accept": "text/event-stream"}
JSON = {"content-type": "application/json"}
SERVED = {"root_path": "/briefing", "trusted_proxies": "127.0.0.1", "rate_address": "3/minute"}

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Certificate:
    """For localhost, signed by itself."""

    chain: Path
    key: Path

    @classmethod
    def make(cls, folder: Path) -> "Certificate":
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = dt.datetime.now(dt.UTC)
        hosts = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now)
            .not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
            .sign(key, hashes.SHA256())
        )
        made = cls(folder / "chain.pem", folder / "key.pem")
        made.chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        made.key.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return made


def nginx(folder: Path, port: int, upstreams: list[int], certificate: Certificate) -> list[str]:
    """The shipped file with ports and paths of the test in place of the examples."""
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    servers = "".join(
        f"server 127.0.0.1:{upstream} max_fails=1 fail_timeout=5s;" for upstream in upstreams
    )
    for example, own in (
        ("server 127.0.0.1:7860 max_fails=1 fail_timeout=5s;", servers),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("server_name briefing.example.org;", "server_name localhost;"),
        ("/etc/nginx/tls/fullchain.pem", str(certificate.chain)),
        ("/etc/nginx/tls/privkey.pem", str(certificate.key)),
    ):
        assert example in shipped
        shipped = shipped.replace(example, own)
    temporary = "".join(
        f"{kind}_temp_path {folder};" for kind in
        ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )  # fmt: skip
    (folder / "nginx.conf").write_text(
        # Large bodies go to our folder; only root can be, and is, told whom to work as.
        f"user root; pid {folder}/pid; error_log stderr; daemon off; worker_processes 1;\n"
        f"events {{}} http {{ access_log off; {temporary}\n{shipped} }}\n",
        encoding="utf-8",
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, port: int, upstreams: list[int], certificate: Certificate) -> list[str]:
    """The same for the shipped Caddyfile."""
    shipped = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    named = " ".join(f"127.0.0.1:{upstream}" for upstream in upstreams)
    for example, own in (
        (
            "briefing.example.org {",
            (
                f"{{\nadmin off\nauto_https disable_redirects\n}}\nhttps://localhost:{port} {{\n"
                f"bind 127.0.0.1\ntls {certificate.chain} {certificate.key}"
            ),
        ),
        ("reverse_proxy 127.0.0.1:7860 {", f"reverse_proxy {named} {{"),
    ):
        assert example in shipped
        shipped = shipped.replace(example, own)
    (folder / "Caddyfile").write_text(shipped, encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


Configured = Callable[[Path, int, list[int], Certificate], list[str]]


def _if_installed(configured: Configured) -> ParameterSet:
    program = configured.__name__
    missing = pytest.mark.skipif(not found(program), reason=f"needs {program}")
    return pytest.param(configured, id=program, marks=missing)


@pytest.fixture(params=map(_if_installed, (nginx, caddy)))
def proxy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., httpx.Client]]:
    """Starts the proxy before services; gives a client that knows its certificate."""
    certificate = Certificate.make(tmp_path)
    running: list[subprocess.Popen[bytes]] = []
    clients: list[httpx.Client] = []
    configured: Configured = request.param

    def start(*services: str) -> httpx.Client:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        upstreams = [int(service.rstrip("/").rpartition(":")[2]) for service in services]
        command = configured(tmp_path, port, upstreams, certificate)
        program = found(command[0])
        assert program
        home = {"HOME": str(tmp_path)}
        running.append(
            subprocess.Popen(command, executable=program, env=home, stderr=subprocess.DEVNULL)
        )
        while True:
            assert running[-1].poll() is None
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        trust = ssl.create_default_context(cafile=str(certificate.chain))
        client = httpx.Client(base_url=f"https://localhost:{port}/briefing/", verify=trust)
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.close()
    for program in running:
        program.terminate()
        program.wait()


def test_everything_is_found_below_the_prefix(
    serve: Serve, proxy: Callable[..., httpx.Client]
) -> None:
    client = proxy(serve(FakeAssistant(), **SERVED))
    outside = str(client.base_url)
    bare = client.get(outside.rstrip("/"))
    assert bare.status_code == 308
    assert bare.headers["location"] in ("/briefing/", outside)
    page = client.get("").raise_for_status().text
    assert client.get(re.findall(r'src="\.?/?(web/[^"]+)"', page)[0]).status_code == 200
    config = client.get("config").json()
    assert config["root"] == outside.rstrip("/")
    described = client.get("api/openapi.json").json()
    assert described["servers"] == [{"url": "/briefing"}]
    assert client.get("health").json() == {"status": "live"}


def test_events_are_not_held_back(serve: Serve, proxy: Callable[..., httpx.Client]) -> None:
    fake = FakeAssistant()
    client = proxy(serve(fake, **SERVED))
    body = {"question": "Warte auf die Antwort."}
    with client.stream("POST", "api/ask", json=body, headers=EVENTS, timeout=10) as response:
        lines = response.iter_lines()
        assert next(lines) == "event: sources"
        assert not fake.go_on.is_set()
        fake.go_on.set()
        assert [line for line in lines if line.startswith("event: ")][-1] == "event: done"


def test_what_readers_claim_of_themselves_is_not_believed(
    serve: Serve, proxy: Callable[..., httpx.Client]
) -> None:
    """Neither a name, nor an address: the limit is that of the real one."""
    replicas = [serve(FakeAssistant(), **SERVED) for _ in range(2)]  # a reader stays at one
    client = proxy(*replicas)
    for n, status in enumerate([200, 200, 200, 429]):
        lie = {"x-forwarded-for": f"198.51.100.{n}"}
        assert client.post("api/ask", json={"question": "Wer?"}, headers=lie).status_code == status
    signed_in = proxy(serve(FakeAssistant(), **SERVED, sign_in="header"))
    lie = {"x-forwarded-user": "anna", "x-forwarded-groups": "editors"}
    assert signed_in.get("", headers=lie).status_code == 401


def test_what_is_for_readers_and_what_for_this_machine(
    serve: Serve, proxy: Callable[..., httpx.Client]
) -> None:
    here = proxy(serve(FakeAssistant(), **SERVED))
    from_elsewhere = httpx.HTTPTransport(verify=False, local_address="127.0.0.2")
    with httpx.Client(base_url=here.base_url, transport=from_elsewhere) as elsewhere:
        assert here.get("metrics").text.startswith("# HELP")
        assert elsewhere.get("metrics").status_code in (403, 404)
        assert elsewhere.get("ready?lang=de").json()["ready"]  # the page asks this all the time


def test_long_conversations_and_articles_pass(
    serve: Serve, proxy: Callable[..., httpx.Client]
) -> None:
    served = SERVED | {"rate_address": "60/minute"}
    client = proxy(serve(FakeAssistant(), **served))
    record = to_record(Conversation(tuple(Exchange("Wer? " * 400) for _ in range(SHOWN))))
    assert len(record) > 64_000
    kept = client.post("api/conversations", content=record, headers=JSON)
    assert kept.status_code == 200
    article = {"files": ("lang.txt", b"Ein Satz. " * 400_000)}
    # Read and refused by the assistant, in its words: nobody here is an editor.
    refused = client.post("api/articles", files=article, headers={"accept-language": "de"})
    assert (refused.status_code, refused.json()) == (
        403,
        {"detail": BRIEFING_TEXTS["add_forbidden"]["de"]},
    )


def test_programs_ask_through_it(serve: Serve, proxy: Callable[..., httpx.Client]) -> None:
    client = proxy(serve(FakeAssistant(), **SERVED))
    asked = Client(str(client.base_url), verbose=False, ssl_verify=False)
    assert asked.predict("Wer?", "de", api_name="/ask")["status"] == "answered"
    asked.close()


@pytest.mark.browser
def test_the_widget_works_through_it(
    serve: Serve, browser: Browser, proxy: Callable[..., httpx.Client]
) -> None:
    """In a page of another origin: ask, words as they come, a citation, reload, second page."""
    fake = FakeAssistant()
    with intranet() as site:
        served = SERVED | {"rate_address": "60/minute", "embed_origins": (site.origin,)}
        host = str(proxy(serve(fake, **served)).base_url)
        context = browser.new_context(ignore_https_errors=True, locale="de-DE")
        for path in ("", "second"):
            site.put(path, f'<script src="{host}widget.js" defer></script>')
        here = Visit.start(context, f"{site.origin}/")
        here.open()
        here.page.keyboard.type("Warte auf die Antwort")
        here.page.keyboard.press("Enter")
        here.chat.locator("#chat details.quotes summary").wait_for()
        fake.go_on.set()
        here.answered("Warte auf die Antwort")
        here.chat.locator("#chat .words a.cite").first.click()
        here.chat.locator("#reader mark").wait_for()
        here.kept("Warte auf die Antwort")
        here.page.reload()
        here.chat.locator("#chat .question").wait_for()
        here.page.click("a[href=second]")
        here.chat.locator("#chat .question").wait_for()
        assert here.complaints == []
        context.close()


@pytest.mark.browser
def test_a_reader_asks_through_it(
    serve: Serve, browser: Browser, proxy: Callable[..., httpx.Client]
) -> None:
    client = proxy(serve(FakeAssistant(), **SERVED))
    context = browser.new_context(ignore_https_errors=True, locale="de-DE")
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(str(client.base_url))
    page.fill("#question textarea", "Wer hat das Treffen einberufen?")
    page.press("#question textarea", "Enter")
    page.click("#chat a.cite >> nth=0")
    page.wait_for_selector("#reader mark")
    context.close()
    assert [url for url in requested if not url.startswith((str(client.base_url), "data:"))] == []


def test_the_next_replica_answers_for_one_that_is_gone(
    serve: Serve, proxy: Callable[..., httpx.Client]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        gone = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
    client = proxy(gone, serve(FakeAssistant(), **SERVED))
    answers = [client.post("api/ask", json={"question": "Wer?"}) for _ in range(3)]
    assert [json.loads(answer.text).get("status") for answer in answers] == ["answered"] * 3


REPLICA = """
import socket, sys, uvicorn
from fastapi import FastAPI
from rag.web.queue.answering import Answering
from rag.web.api.routes import Api
from tests.rag.web.fake import FakeAssistant

class Told(FakeAssistant):
    def ask(self, *args, **kwargs):
        print("asked", flush=True)
        sys.stdin.readline()
        yield from super().ask(*args, **kwargs)

listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
app = FastAPI()
Api(Told(), Answering(at_once=4, waiting=60)).add_to(app)
uvicorn.Server(uvicorn.Config(app, log_level="error")).run([listening])
"""
"""What programs ask, alone: the page takes seconds to import. It says its port, then when it is
asked; answers once it is told to."""


@pytest.mark.parametrize("proxy", [_if_installed(nginx)], indirect=True)
def test_a_question_is_answered_though_its_replica_is_killed(
    proxy: Callable[..., httpx.Client],
) -> None:
    with ExitStack() as ending:
        replicas = [
            ending.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", REPLICA],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(2)
        ]
        for replica in replicas:
            ending.callback(replica.kill)
        urls = [f"http://127.0.0.1:{said(replica).strip()}/" for replica in replicas]
        client = proxy(*urls)
        with ThreadPoolExecutor(1) as thread:
            asking = thread.submit(client.post, "api/ask", json={"question": "Wer?"}, timeout=60)
            outputs = [replica.stdout for replica in replicas if replica.stdout]
            (first,) = select.select(outputs, [], [], 60)[0]
            asked = replicas[outputs.index(first)]
            (other,) = (replica for replica in replicas if replica is not asked)
            asked.kill()
            assert said(other) == "asked\n"
            assert other.stdin
            other.stdin.write("\n")
            other.stdin.flush()
            assert asking.result().json()["status"] == "answered"


def said(replica: subprocess.Popen[str]) -> str:
    assert replica.stdout
    return replica.stdout.readline()
