"""The ways through a site: trail, family, neighbours."""

from library.load import load
from macros.ways import Ways
from tests.places import TINY

LIBRARY = load(TINY)
WAYS = Ways(LIBRARY)


def page(path):
    return LIBRARY.page_at[path]


def titles(ways):
    return [way.title for way in ways]


def test_the_trail_leads_from_home_through_what_holds_the_page():
    trail = WAYS.trail(page("handbooks/reading/reading-aloud.md"))

    assert ["Home", "Reading handbook", "Reading aloud"] == titles(trail)
    assert trail[-1].url is None


def test_the_home_page_has_no_way_above_it():
    assert ["Tiny Library"] == titles(WAYS.trail(page("index.md")))


def test_a_chapter_lists_its_handbook_and_nothing_else():
    side = WAYS.side(page("handbooks/reading/reading-aloud.md"))

    assert "Reading handbook" == side["title"]
    assert ["Reading handbook", "Reading aloud"] == titles(side["items"])
    assert [False, True] == [way.current for way in side["items"]]


def test_neighbours_are_those_of_the_family():
    before, after = WAYS.neighbours(page("handbooks/reading/reading-aloud.md"))

    assert ("Reading handbook", None) == (before.title, after)


def test_the_finder_stands_beside_nothing():
    assert () == WAYS.side(page("find.md"))["items"]
    assert (None, None) == WAYS.neighbours(page("find.md"))


def test_only_sections_with_a_page_are_shown():
    assert ["Find"] == titles(WAYS.sections(page("find.md")))
    assert WAYS.sections(page("find.md"))[0].current
