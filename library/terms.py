"""Glossary terms in the text of a page: each is explained where it first occurs in a section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from library.files import Term
from library.page_checks import term_anchor

_TOKEN = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_CLOSED = frozenset(
    (
        "a",
        "abbr",
        "button",
        "code",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "label",
        "legend",
        "option",
        "pre",
        "script",
        "style",
        "summary",
        "svg",
        "textarea",
        "th",
    )
)
"""Inside these no term is explained."""
_LEFT = re.compile(r"\bdata-no-terms\b|\badmonition-title\b")
"""Nor inside an element that asks for it, nor in the title of a box."""
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "source", "wbr"))


@dataclass(frozen=True)
class Glossary:
    """The terms of a library, ready to be found in HTML."""

    pattern: re.Pattern[str] | None
    by_form: dict[str, Term]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Glossary:
        by_form: dict[str, Term] = {}
        for term in terms:
            for form in (term.term, *term.also):
                by_form.setdefault(_key(form), term)
        forms = sorted((escape(form, quote=False) for form in by_form), key=len, reverse=True)
        if not forms:
            return cls(None, {})
        words = "|".join(re.escape(form) for form in forms)
        # Short forms such as TA or SEF count in capitals only; longer words in either case.
        return cls(re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), by_form)

    def explained(self, html: str, glossary_url: str) -> str:
        """HTML with a link to the glossary at the first occurrence of each term in a section."""
        if self.pattern is None:
            return html
        done: set[str] = set()
        closed: list[str] = []
        out = []
        for token in _TOKEN.split(html):
            if token.startswith("<"):
                self._follow(token, closed, done)
            plain = token.startswith("<") or closed or not token.strip()
            out.append(token if plain else self._linked(token, self.pattern, glossary_url, done))
        return "".join(out)

    def _follow(self, tag: str, closed: list[str], done: set[str]) -> None:
        match = _NAME.match(tag)
        if match is None:
            return
        name = match[1].lower()
        if name == "h2" and not tag.startswith("</"):
            done.clear()
        if tag.startswith("</"):
            if closed and closed[-1] == name:
                closed.pop()
        elif (
            name in _CLOSED
            or _LEFT.search(tag)
            or (closed and name not in _VOID and name == closed[-1])
        ):
            closed.append(name)

    def _linked(self, text: str, pattern: re.Pattern[str], url: str, done: set[str]) -> str:
        def link(match: re.Match[str]) -> str:
            found = match[0]
            term = self.by_form.get(_key(found.replace("&amp;", "&")))
            if term is None or term.term in done:
                return found
            done.add(term.term)
            return (
                f'<a class="term" href="{url}#{term_anchor(term.term)}" '
                f'data-term="{escape(term.text)}">{found}</a>'
            )

        return pattern.sub(link, text)


def _key(form: str) -> str:
    """Abbreviations match as they are written, words in either case."""
    return (
        form
        if form.isupper() or (len(form) <= 5 and form[1:] != form[1:].lower())
        else form.lower()
    )
