"""Ideas lived through: each is sent, answered and thanked for through the services, at the time it happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from groundswell.demo.pictures import photo
from groundswell.demo.reading import read, read_ideas
from groundswell.foundation.access import Asker, Channel
from groundswell.foundation.kit import clock
from groundswell.ideas import questions, selectors, services
from groundswell.ideas.models import Idea
from groundswell.ideas.services.waiting import PARK_AFTER, REMIND_AFTER
from groundswell.ideas.states import Mode
from groundswell.innovations import selectors as innovations
from groundswell.innovations import services as records
from groundswell.needs.models import Challenge
from groundswell.partnership import services as people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from groundswell.demo.happenings import Happening
    from groundswell.demo.moments import Moments
    from groundswell.demo.partners import Cast

LONGEST = 250  # working days: how far back the first idea lies, a year
ALSO = (questions.MODE, questions.SPEAK_UP, questions.CHALLENGE)
SENDER_SAYS = {"answer", "ask_us", "thank", "look_again", "appeal", "withdraw", "claim", "let_know", "keep_secret"}
SENDER_SAYS |= {"write"}
SECOND = timedelta(seconds=1)


@dataclass
class Story:
    """One idea of the data, with the row that it became once it was sent."""

    row: dict[str, Any]
    draws: Random
    idea_id: UUID | None = None


def plan(cast: Cast, moments: Moments) -> Iterator[Happening]:
    """What people did with every idea, and what the daily jobs did between."""
    rows = read_ideas()
    for row in rows:
        yield from _events(Story(row, Random(row["text"])), cast, moments)  # noqa: S311  no secret is drawn  # nosec B311
    for day in _days_to_remind(rows):
        yield moments.morning(day), services.nudge_and_park
    for day in range(-LONGEST, 1):
        yield moments.morning(day), services.keep_promises
        yield moments.morning(day), services.show_states
    yield moments.now, services.show_states


def _days_to_remind(rows: list[dict[str, Any]]) -> list[int]:
    """The daily job that reminds senders and parks has nothing to do on any other day."""
    asked = {step["day"] for row in rows for step in row.get("steps", []) if step["do"] == "ask"}
    days = {day + after for day in asked for after in (*REMIND_AFTER, PARK_AFTER)}
    return sorted({day for day in days if day < 0} | {0})


def keep_drafts(cast: Cast, moments: Moments) -> None:
    """What people of the cast began to write and have not sent."""
    for row in read("drafts.toml")["draft"]:
        with clock.at(moments.time_on(row["day"], by=Random(row["text"]))):  # noqa: S311  no secret is drawn  # nosec B311
            _draft(row, cast, cast.asker(row["by"]))


def _events(story: Story, cast: Cast, moments: Moments) -> Iterator[Happening]:
    moment = moments.time_on(story.row["day"], by=story.draws)
    yield moment, lambda: _send(story, cast)
    for step in story.row.get("steps", []):
        moment = _time_of(step, story, moments, after=moment)
        yield moment, lambda step=step: _take_step(story, step, cast, moments)


def _time_of(step: dict[str, Any], story: Story, moments: Moments, *, after: datetime) -> datetime:
    """When a step was taken: on its day, so many minutes after the one before, or a moment ago."""
    if step.get("latest"):
        return moments.now - SECOND
    if "minutes" in step:
        return after + timedelta(minutes=step["minutes"])
    return moments.time_on(step["day"], by=story.draws, after=after)


def _send(story: Story, cast: Cast) -> None:
    row = story.row
    by = cast.asker(row["by"]) if "by" in row else Asker(programme_id=cast.programme.pk)
    story.idea_id = _sent(row, cast, by).pk


def _sent(row: dict[str, Any], cast: Cast, by: Asker) -> Idea:
    if "challenge" in row:
        row = row | {questions.CHALLENGE: _reference_of(row["challenge"], cast)}
    if row.get(questions.MODE) != Mode.ANONYMOUS:
        return services.send(_draft(row, cast, by), by=by, share=row.get("share", False), files=_files(row))
    typed = {questions.TEXT: row["text"].strip()}
    typed |= {key: row[key] for key in (questions.TITLE, questions.PLACE, questions.TYPE) if key in row}
    return services.send_anonymously(cast.programme, typed, key=uuid4(), words=row["four_words"])


def _reference_of(title: str, cast: Cast) -> str:
    """The challenge of that title, which is open on that day, as its page hands it to who answers it."""
    return Challenge.objects.get(programme=cast.programme, title=title).reference


def _files(row: dict[str, Any]) -> services.Files:
    return services.Files([photo(row["photo"])], described=row["shows"]) if "photo" in row else services.Files()


def _draft(row: dict[str, Any], cast: Cast, by: Asker) -> Any:
    typed = {questions.TEXT: row["text"].strip()}
    typed |= {
        key: row[key]
        for key in (questions.TITLE, questions.PLACE, questions.TYPE, questions.NAME, questions.EMAIL, *ALSO)
        if key in row
    }
    return services.keep_draft(cast.programme, typed, by=by)


def _take_step(story: Story, step: dict[str, Any], cast: Cast, moments: Moments) -> None:
    idea = Idea.objects.select_related("programme", "holder", "sender").get(pk=story.idea_id)
    by = _who(step, idea, cast)
    verb = step["do"]
    if verb in BESIDE:
        BESIDE[verb](idea, step, by)
        return
    service = getattr(services, verb)
    if verb in {"become", "take", "undo", "reopen", "withdraw", "claim", "let_know", "keep_secret"}:
        service(idea, by=by)
    elif verb == "pause":
        service(idea, step["reason"], moments.day(step["until"]), by=by)
    elif verb == "give":
        service(idea, to=cast.people[step["to"]].pk, by=by)
    elif verb == "hide_text":
        service(idea, step["reason"], by=by)
    elif verb == "decide":
        service(idea, _decision(step, cast, moments), by=by, harm=step.get("harm", ""))
    elif "harm" in step:
        service(idea, step["words"], by=by, harm=step["harm"])
    else:
        service(idea, step["words"], by=by)


def _write(idea: Idea, step: dict[str, Any], by: Asker) -> None:
    innovation = innovations.innovation_with(idea.innovation_id) if idea.innovation_id else None
    records.change_section(innovation, step["section"], step["words"], by=by, ready=True)


def _join(idea: Idea, step: dict[str, Any], by: Asker) -> None:
    other = Idea.objects.get(programme=idea.programme, text__startswith=step["with"])
    services.join(idea, other.pk, step["words"], by=by, harm=step["harm"])


BESIDE = {"write": _write, "join": _join}  # steps about a second record


def _who(step: dict[str, Any], idea: Idea, cast: Cast) -> Asker:
    """The sender for what senders do; else who is named, or else who has the idea at that time."""
    if step["do"] in SENDER_SAYS:
        if step["do"] == "claim":
            keeper = people.person_with_email(idea.sender_email, idea.sender_name)
            opened = frozenset({idea.pk})
            return Asker(programme_id=idea.programme_id, person_id=keeper.pk, name=keeper.name, record_ids=opened)
        if idea.mode == Mode.ANONYMOUS:
            return selectors.asker_by_receipt(idea)
        if idea.sender is None:
            return Asker(programme_id=idea.programme_id, channel=Channel.LINK, record_ids=frozenset({idea.pk}))
        return _asker_of(idea.sender, cast)
    named = step.get("by", "holder")
    return _asker_of(idea.holder, cast) if named == "holder" else cast.asker(named)


def _asker_of(person: Any, cast: Cast) -> Asker:
    key = cast.key_of(person)
    if key is not None:
        return cast.asker(key)
    return Asker(programme_id=cast.programme.pk, person_id=person.pk, name=person.name)


def _decision(step: dict[str, Any], cast: Cast, moments: Moments) -> services.Decision:
    return services.Decision(
        outcome=step["outcome"],
        words=step["words"],
        person_id=cast.people[step["to"]].pk if "to" in step else None,
        on=moments.day(step["due"]) if "due" in step else None,
        reason=step.get("reason", ""),
        route=step.get("route", ""),
    )
