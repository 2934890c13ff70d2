"""A presentation's page comes apart into slides and notes."""

import markdown
from markupsafe import Markup

from library.deck import deck
from library.load import load
from tests.places import TINY

PAGE = load(TINY).page_at["presentations/reading/staff-meeting.md"]
HTML = markdown.markdown(PAGE.body, extensions=["toc", "attr_list", "admonition"])


def test_slides_have_title_minutes_body_and_notes():
    first, second = deck(PAGE, HTML).slides

    assert ("Why read aloud?", 5, "why-read-aloud") == (first.title, first.minutes, first.anchor)
    assert "<strong>fluency</strong>" in first.body
    assert "voice you remember" in first.notes
    assert "voice you remember" not in first.body
    assert "admonition activity" in second.body


def test_the_intro_is_what_stands_before_the_first_slide():
    assert Markup("<p>Bring one text for each pair.</p>") == deck(PAGE, HTML).intro.strip()


def test_nothing_of_the_page_is_lost():
    made = deck(PAGE, HTML)
    words = " ".join([made.intro, *(f"{s.title} {s.body} {s.notes}" for s in made.slides)])

    for word in ("Bring", "hear", "Think", "Pairs", "partner", "Walk round"):
        assert word in words
