"""The load client's arithmetic and manners: what the printed numbers rest on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from bench.load import (
    CSRF_FIELD,
    HOST,
    Browser,
    Burst,
    Surprise,
    burst,
    median,
    median_ratio,
    only,
    percentile,
)

FORM = b'<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="from-the-page"></form>'


class OneForm(BaseHTTPRequestHandler):
    """Gives a form and a cookie; takes the form back only with both; /broken is out of order."""

    protocol_version = "HTTP/1.1"
    received: list[dict]

    def do_GET(self):
        self.answer(500 if self.path == "/broken" else 200, FORM, ("Set-Cookie", "csrftoken=kept; Path=/"))

    def do_POST(self):
        fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.received.append(fields)
        is_ours = fields.get(CSRF_FIELD) == ["from-the-page"] and "csrftoken=kept" in self.headers["Cookie"]
        self.answer(302 if is_ours else 403, b"", ("Location", "http://elsewhere.example/sent/?x=1"))

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]):
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Say nothing: a test's output is for failures."""


@pytest.fixture
def port() -> Iterator[int]:
    OneForm.received = []
    server = ThreadingHTTPServer((HOST, 0), OneForm)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def send_form(browser: Browser, job: object) -> float:
    return browser.post("/", [("text", str(job))]).milliseconds


def read_form(browser: Browser) -> None:
    browser.get("/")


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7], 0.5, 7),
        ([7], 0.99, 7),
        ([4, 1, 3, 2], 0.5, 2),
        (range(1, 101), 0.95, 95),
        (range(1, 101), 0.99, 99),
        (range(1, 101), 1.0, 100),
        (range(1, 11), 0.0, 1),
    ],
)
def test_percentile_is_the_nearest_rank(values, share, expected):
    assert percentile(values, share) == expected


@pytest.mark.parametrize(("values", "expected"), [([3, 1, 2], 2), ([4, 1, 3, 2], 2.5), ([5], 5)])
def test_median_is_the_middle(values, expected):
    assert median(values) == expected


def test_nothing_measured_has_no_middle_and_no_percentile():
    with pytest.raises(ValueError, match="median"):
        median([])
    with pytest.raises(ValueError, match="percentile"):
        percentile([], 0.5)


def test_ratio_is_taken_within_a_round_so_that_a_slow_minute_cancels_out():
    quiet, busy, stuttering = (30, 10), (300, 100), (50, 10)

    assert median_ratio([quiet, busy, stuttering]) == 3


def test_rate_of_a_burst_is_per_second_of_all_browsers_together():
    assert Burst([10.0] * 60, seconds=3.0).rate == 20
    assert Burst().rate == 0


def test_browser_sends_the_form_back_with_the_token_and_cookie_it_was_given(port):
    browser = Browser(port)

    browser.get("/")
    reply = browser.post("/", [("text", "Une réponse")])

    assert OneForm.received == [{CSRF_FIELD: ["from-the-page"], "text": ["Une réponse"]}]
    assert reply.location == "/sent/"
    browser.close()


def test_browser_without_the_page_s_token_is_refused_and_says_so(port):
    browser = Browser(port)

    with pytest.raises(Surprise, match="403"):
        browser.post("/", [("text", "forged")])

    browser.close()


def test_cookie_that_the_site_takes_back_is_forgotten():
    browser = Browser(0)

    browser.take_cookie("draft-1=abc; HttpOnly; Max-Age=100; Path=/")
    browser.take_cookie("sessionid=def; Path=/")
    browser.take_cookie('draft-1=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/')

    assert browser.cookies == {"sessionid": "def"}
    assert only({"a": "1", "b": "2"}, "a", "c") == {"a": "1"}


def test_burst_does_each_job_once(port):
    done = burst(port, range(40), send_form, prepare=read_form, connections=4, seconds=10)

    assert sorted(int(fields["text"][0]) for fields in OneForm.received) == list(range(40))
    assert len(done.milliseconds) == 40
    assert done.rate > 0


def test_burst_stops_when_its_time_is_up(port):
    done = burst(port, iter(int, 1), send_form, prepare=read_form, connections=2, seconds=0.05)

    assert 0 < len(done.milliseconds) == len(OneForm.received)
    assert done.seconds < 5


def test_burst_says_what_went_wrong_instead_of_counting_errors_as_answers(port):
    def break_it(browser: Browser) -> None:
        browser.get("/broken")

    with pytest.raises(Surprise, match="500"):
        burst(port, range(4), send_form, prepare=break_it, connections=2, seconds=5)
