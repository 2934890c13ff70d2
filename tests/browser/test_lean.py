"""What is sent says the same as its source."""

from playwright.sync_api import Browser

from macros.lean import lean
from macros.site import THEME

SOURCES = sorted([*THEME.rglob("part.js"), *THEME.rglob("*.css")])


def test_comments_and_indentation_go_and_code_stays() -> None:
    source = """/* What it is:
   two lines. */
a {
  color: red; /* kept */
}

  // a word
  const address = "http://example.org/*";
"""

    assert lean(source) == (
        'a {\ncolor: red; /* kept */\n}\n\nconst address = "http://example.org/*";\n'
    )


def test_no_text_of_a_script_goes_over_several_lines() -> None:
    torn = [
        f"{path.parent.name}: {line}"
        for path in SOURCES
        for line in path.read_text(encoding="utf-8").splitlines()
        if path.suffix == ".js" and line.count("`") % 2
    ]

    assert torn == []


def test_every_script_can_be_read(chromium: Browser) -> None:
    page = chromium.new_page()
    for path in SOURCES:
        if path.suffix == ".js":
            page.evaluate("text => { new Function(text); }", lean(path.read_text(encoding="utf-8")))
    page.close()


def test_the_style_sheet_says_the_same(chromium: Browser) -> None:
    page = chromium.new_page()
    for path in (path for path in SOURCES if path.suffix == ".css"):
        source = path.read_text(encoding="utf-8")
        rules = [
            page.evaluate(
                "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
                " return Array.from(sheet.cssRules, rule => rule.cssText); }",
                text,
            )
            for text in (source, lean(source))
        ]
        assert rules[0] == rules[1] != [], path
    page.close()
