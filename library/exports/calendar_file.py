"""A network day and its development day for a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime

from icalendar import Calendar, Event

from library.model import Day, Library, Session

_MONTHS = {"autumn": (0, 10), "spring": (1, 2), "summer": (1, 5)}
"""The year of the school year, and the month, in which a term's day is suggested."""
_MOVE = "The date is a suggestion: move this to the date of your own partnership."


def calendar_file(library: Library, day: Day, made: int) -> bytes:
    """Both days as tentative events, on suggested dates, without a time zone."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{library.name}//{library.edition}//EN")
    calendar.add("version", "2.0")
    calendar.add("name", day.page.title)
    stamp = datetime.datetime.fromtimestamp(made, datetime.UTC)
    first = suggested(library, day)
    after = first + datetime.timedelta(weeks=day.development_day.within_weeks)
    name = day.page.id or ""
    for key, title, date, sessions, purpose, place in (
        ("day", day.page.title, first, day.agenda, day.entry.purpose, day.entry.place),
        (
            "development",
            f"Development day after {day.page.title}",
            after,
            day.development_agenda,
            day.development_day.purpose,
            "In each school",
        ),
    ):
        event = Event()
        event.add("uid", f"{name}-{key}-{library.edition}@{library.name.lower().replace(' ', '-')}")
        event.add("dtstamp", stamp)
        event.add("dtstart", _at(date, sessions[0].starts))
        event.add("dtend", _at(date, sessions[-1].ends))
        event.add("summary", title)
        event.add("location", place)
        event.add("status", "TENTATIVE")
        event.add(
            "description", "\n".join([_MOVE, "", f"{name}. {purpose}", "", *map(_line, sessions)])
        )
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def suggested(library: Library, day: Day) -> datetime.date:
    """The first Thursday of the middle of the day's term, in its year of the partnership."""
    later, month = _MONTHS[day.entry.term]
    year = int(library.edition[:4]) + day.entry.year - 1 + later
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(3 - first.weekday()) % 7)


def _at(date: datetime.date, clock: str) -> datetime.datetime:
    return datetime.datetime.combine(date, datetime.time.fromisoformat(clock))


def _line(session: Session) -> str:
    materials = f" ({', '.join(session.entry.materials)})" if session.entry.materials else ""
    return f"{session.starts} to {session.ends}  {session.entry.title}{materials}"
