"""YAML is read with lines, and only its safe part."""

import pytest

from library.yaml_lines import read


def test_values_know_their_lines():
    value, lines, problems = read("a: 1\nb:\n  - x\n  - c: y\n", "f.yaml")

    assert {"a": 1, "b": ["x", {"c": "y"}]} == value
    assert [] == problems
    assert (1, 3, 4) == (lines.of("a"), lines.of("b", 0), lines.of("b", 1, "c"))


def test_lines_count_from_where_the_text_begins():
    _, lines, _ = read("a: 1\nb: 2\n", "page.md", first_line=2)

    assert 3 == lines.of("b")


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "2026-11-22", "0x1F", "1_000", "012"])
def test_words_stay_text(word):
    value, _, _ = read(f"a: {word}\n", "f.yaml")

    assert {"a": word} == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\na: 2\n", "Y-02"),
        ("a: &x [1]\nb: *x\n", "Y-03"),
        ("a: !!python/name:os.system ''\n", "Y-03"),
        ("a: !secret [1]\n", "Y-03"),
        ("a: [1\n", "Y-01"),
        ("a: \x00\n", "Y-01"),
        ("? [1, 2]\n: 3\n", "Y-03"),
    ],
)
def test_unsafe_and_broken_yaml_is_refused_with_its_code(text, code):
    _, _, problems = read(text, "f.yaml")

    assert [code] == [problem.code for problem in problems]


def test_a_small_file_cannot_unfold_without_end():
    """Aliases of aliases (the "billion laughs") are refused, not followed."""
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]

    _, _, problems = read("\n".join(rows), "f.yaml")

    assert "Y-03" in {problem.code for problem in problems}
