"""The demonstration's second phase: a draft that people talk over, some answers, and the next draft begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts import roles
from accounts.models import User
from accounts.people import prove_address
from cms.demo.texts import read
from consultations.amending import amending, deciding, discussing, moderating
from consultations.amending.amending import Said
from consultations.charters import charter_drafting
from consultations.models import Amendment, ArticleVersion, Charter, CharterVersion
from kit.localized import LocalizedText

DAY = timedelta(days=1)
OPENED, CLOSES = 5 * DAY, 16 * DAY


def discuss_the_charter(people: dict[str, User], *, now: datetime) -> CharterVersion:
    """Open a draft to discussion, let residents speak, answer some of them, and begin the draft that follows."""
    given = read("discussion")
    charter = Charter.objects.get(slug=given["charter"])
    editor, reader, coordinator = people["edith"], people["noemie"], people["clara"]
    version = _discussed_draft(charter, given, by=editor)
    version = discussing.open_discussion(
        version, starts=now - OPENED, ends=now + CLOSES, by=coordinator, at=now - OPENED
    )
    speakers = {**people, **{name: _resident(name) for name in given["residents"]}}
    amendments = [
        (wanted, _say(version, wanted, speakers, reader=reader, now=now)) for wanted in given["said"]
    ]
    draft = charter_drafting.start_draft(charter, by=editor)
    for wanted, amendment in amendments:
        if "decision" in wanted:
            _decide(amendment, wanted, by=reader, at=now - DAY)
    _reword(draft, given["next"], by=editor)
    return version


def _discussed_draft(charter: Charter, given: dict, *, by) -> CharterVersion:
    draft = charter_drafting.start_draft(charter, by=by)
    charter_drafting.describe_draft(draft, LocalizedText(given["note"]), by=by)
    _reword(draft, given["reworded"], by=by)
    added = given["added"]
    words = {name: LocalizedText(added[name]) for name in ("title", "body", "chapter")}
    charter_drafting.add_article(draft, added["identifier"], by=by, **words)
    return draft


def _reword(draft: CharterVersion, bodies: dict[str, dict], *, by) -> None:
    for identifier, body in bodies.items():
        wording = _wording(draft, identifier)
        charter_drafting.reword(
            wording,
            title=wording.title,
            body=LocalizedText(body),
            chapter=wording.chapter,
            proposals=wording.proposals.all(),
            by=by,
            expected=charter_drafting.fingerprint(wording),
        )


def _wording(version: CharterVersion, identifier: str) -> ArticleVersion:
    wordings = ArticleVersion.objects.select_related("version__charter", "article")
    return wordings.get(version=version, article__identifier=identifier)


def _resident(name: str) -> User:
    """Somebody who speaks in the discussion and has no password to log in with."""
    user = User.objects.create_user(f"{name}@palabre.example", first_name=name.title())
    roles.assign_role(user, roles.CITIZEN)
    prove_address(user)
    return user


def _say(
    version: CharterVersion, wanted: dict, speakers: dict[str, User], *, reader, now: datetime
) -> Amendment:
    said_at = now - wanted["days_ago"] * DAY
    language = wanted.get("language", "fr")
    wording = _wording(version, wanted["article"])
    start = wording.body[language].index(wanted["quote"])
    kind = Amendment.AMENDMENT if "proposed" in wanted else Amendment.COMMENT
    amendment = amending.write(
        wording,
        Said(kind, wanted["why"], wanted.get("proposed", ""), wanted["signed"]),
        language=language,
        start=start,
        end=start + len(wanted["quote"]),
        by=speakers[wanted["by"]],
        at=said_at,
    )
    if "hidden" in wanted:
        return moderating.hide(
            amendment, wanted["hidden"], wanted["words"], by=reader, at=said_at + DAY / 4, expected=1
        )
    if wanted.get("waits"):
        return amendment
    amendment = moderating.show(amendment, by=reader, at=said_at + DAY / 4, expected=1)
    for value, names in ((1, wanted["agree"]), (-1, wanted["disagree"])):
        for name in names:
            amending.agree(amendment, value, by=speakers[name], at=said_at + DAY / 2)
    return amendment


def _decide(amendment: Amendment, wanted: dict, *, by, at: datetime) -> None:
    amendment.refresh_from_db()
    where = deciding.draft_place(amendment) if "words" in wanted else None
    new_words = (
        deciding.NewWords(wanted["words"], charter_drafting.fingerprint(where.wording)) if where else None
    )
    deciding.decide(
        amendment,
        wanted["decision"],
        LocalizedText(wanted["reason"]),
        by=by,
        at=at,
        expected=amendment.revision,
        new_words=new_words,
    )
