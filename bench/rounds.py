"""The measures: the site and the floor in turns, in the same minutes, several times over."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from bench.load import Browser, Burst, Surprise, burst, only
from bench.serving import Servers

FLOOR, SEND, JOURNEY = "floor", "send", "journey"
FLOOR_PAGE = "floor page"
WORDS = "Une réponse, même brève, à chaque personne qui a pris la peine d’écrire."
CHECK, RECEIPT = "/check/", "/sent/"
MOST_REQUESTS = 30
CONNECTIONS = 16
FLOOR_EVERY = 4


@dataclass(frozen=True)
class Plan:
    """How much is measured, and after how many seconds each burst stops anyway."""

    rounds: int
    contributions: int
    sends: int
    floor_posts: int
    journeys: int
    turns: int
    seconds: float = 4.0
    page_seconds: float = 16.0

    @property
    def drafts(self) -> int:
        """How many ready drafts it takes, those that warm the site up included."""
        return self.rounds * self.sends + WARM_UP.sends


FULL = Plan(rounds=4, contributions=2000, sends=200, floor_posts=800, journeys=24, turns=52)
QUICK = Plan(
    rounds=2,
    contributions=400,
    sends=40,
    floor_posts=150,
    journeys=6,
    turns=12,
    seconds=3.0,
    page_seconds=5.0,
)
# Every thread of both servers has been busy, and every template is compiled, before the clock starts.
WARM_UP = Plan(rounds=1, contributions=0, sends=32, floor_posts=64, journeys=2, turns=2)


@dataclass
class Measures:
    """One database's results: bursts a round, and for each page the milliseconds of each round."""

    database: str
    contributions: int
    counted: dict[str, dict]
    bursts: dict[str, list[Burst]] = field(default_factory=lambda: defaultdict(list))
    pages: dict[str, list[list[float]]] = field(default_factory=lambda: defaultdict(list))
    weights: dict[str, int] = field(default_factory=dict)
    requests_a_journey: int = 0


class Rounds:
    """One run of a plan on two servers."""

    def __init__(self, database: str, servers: Servers, plan: Plan):
        self.servers, self.plan, self.site = servers, plan, servers.site
        self.drafts = iter(self.site["drafts"])
        self.measures = Measures(database, self.site["contributions"], servers.counted)

    def run(self, say: Callable[[str], None]) -> Measures:
        """Warm up, then measure round by round. Raises Surprise when the site answers what it should not."""
        self._round(WARM_UP, [self.floor_posts, self.sends, self.journeys])
        self.measures.bursts.clear()
        self.measures.pages.clear()
        for number in range(1, self.plan.rounds + 1):
            say(f"  round {number} of {self.plan.rounds}")
            posts = [self.floor_posts, self.sends, self.journeys]
            # A B C, then C B A: what gets slower or faster with time weighs on all alike.
            self._round(self.plan, posts if number % 2 else posts[::-1])
        return self.measures

    def _round(self, plan: Plan, posts: Sequence[Callable[[Plan], None]]) -> None:
        for measure in (*posts, self.page_turns):
            measure(plan)

    def floor_posts(self, plan: Plan) -> None:
        def prepare(browser: Browser) -> None:
            browser.get("/")

        def post(browser: Browser, _job: object) -> float:
            return browser.post("/", [("text", WORDS)]).milliseconds

        self._burst(plan, FLOOR, self.servers.floor_port, range(plan.floor_posts), post, prepare)

    def sends(self, plan: Plan) -> None:
        """Each ready draft once, by somebody whom the site has never seen: no session, the draft's cookie alone."""

        def post(browser: Browser, token: object) -> float:
            browser.cookies = only(browser.cookies, "csrftoken") | {self.site["draft_cookie"]: str(token)}
            reply = browser.post(self.site["send"])
            if not reply.location.endswith(RECEIPT):
                raise Surprise(f"A ready draft was sent, and led to {reply.location} instead of a receipt.")
            return reply.milliseconds

        jobs = list(islice(self.drafts, plan.sends))
        self._burst(plan, SEND, self.servers.site_port, jobs, post, self._read_entry)

    def journeys(self, plan: Plan) -> None:
        """From the first page to the receipt, as a browser goes: each page read, each form sent."""
        jobs = islice(cycle(self.site["journeys"]), plan.journeys)
        self._burst(plan, JOURNEY, self.servers.site_port, jobs, self._journey, lambda _browser: None)

    def page_turns(self, plan: Plan) -> None:
        """One request of each page in turn, one at a time, the floor asked now and then between them."""
        floor, browser = Browser(self.servers.floor_port), self._reader()
        times: dict[str, list[float]] = defaultdict(list)
        deadline = time.perf_counter() + plan.page_seconds
        for _turn in range(plan.turns):
            for place, (name, path) in enumerate(self.site["pages"].items()):
                if place % FLOOR_EVERY == 0:
                    times[FLOOR_PAGE].append(floor.get("/").milliseconds)
                reply = browser.get(path)
                times[name].append(reply.milliseconds)
                self.measures.weights[name] = reply.weight
            if time.perf_counter() > deadline:
                break
        for name, values in times.items():
            self.measures.pages[name].append(values)
        floor.close()
        browser.close()

    def _burst(self, plan: Plan, name: str, port: int, jobs, do, prepare) -> None:
        done = burst(port, jobs, do, prepare=prepare, connections=CONNECTIONS, seconds=plan.seconds)
        self.measures.bursts[name].append(done)

    def _read_entry(self, browser: Browser) -> None:
        browser.get(self.site["entry"])

    def _reader(self) -> Browser:
        """A browser that has typed a receipt code and begun to answer."""
        browser = Browser(self.servers.site_port)
        browser.get(self.site["receipt"])
        browser.post(self.site["receipt"], [("code", self.site["code"])])
        browser.cookies[self.site["draft_cookie"]] = self.site["spare_draft"]
        return browser

    def _journey(self, browser: Browser, typed: object) -> float:
        assert isinstance(typed, dict)
        browser.cookies = {}
        began = time.perf_counter()
        browser.get(self.site["entry"])
        reply = browser.post(self.site["entry"], [("age", "on"), ("consent", "on")])
        requests = 2
        while not reply.location.endswith(RECEIPT):
            page = reply.location
            if requests > MOST_REQUESTS:
                raise Surprise(f"After {requests} requests no receipt, but {page}.")
            browser.get(page)
            form = self.site["send"] if page.endswith(CHECK) else page
            reply = browser.post(form, typed.get(page.rstrip("/").rpartition("/")[2], []))
            requests += 2
        browser.get(reply.location)
        self.measures.requests_a_journey = requests + 1
        return (time.perf_counter() - began) * 1000
