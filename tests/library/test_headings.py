"""Headings get the very anchors that Python-Markdown gives them."""

import re

import markdown

from library.headings import headings

TEXT = """
## Plain words
## With *stress*, `code` and a [link](x.md)
## Plain words
### Given { #given .class }
## Slide { data-minutes=5 }

```
## Not a heading
```

## It's 100 % "quoted" – dashed
"""


def test_anchors_are_those_of_python_markdown():
    html = markdown.markdown(TEXT, extensions=["toc", "attr_list", "fenced_code"])

    assert re.findall(r'<h\d[^>]* id="([^"]+)"', html) == [
        heading.anchor for heading in headings(TEXT)
    ]


def test_a_slide_knows_its_minutes():
    assert [None, None, None, None, 5, None] == [heading.minutes for heading in headings(TEXT)]


def test_lines_count_in_the_text():
    assert [2, 3, 4, 5, 6, 12] == [heading.line for heading in headings(TEXT)]
