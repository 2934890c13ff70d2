"""What can be wrong with a library, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass

CODES = {
    "Y-01": "YAML that cannot be read",
    "Y-02": "a key that stands twice",
    "Y-03": "YAML features that are not used here (anchors, tags)",
    "Y-04": "a file or front matter that is not a list of keys",
    "S-01": "an unknown key",
    "S-02": "a missing key",
    "S-03": "a value of the wrong type or form",
    "S-04": "an empty text",
    "I-01": "a malformed id",
    "I-02": "an id that stands twice",
    "I-03": "an unknown id",
    "I-04": "an id that does not fit its kind, strand or place",
    "I-05": "an id that the ledger knows under another resource",
    "R-01": "an unknown strand",
    "R-02": "an unknown role",
    "R-03": "an unknown scale",
    "R-04": "an unknown source",
    "R-05": "unknown rights",
    "R-06": "an unknown feature",
    "R-07": "a resource without its data file, or a data file without its page",
    "L-01": "a link to a page or file that is not there",
    "L-02": "a link to a place in a page that is not there",
    "L-03": "a link of a form that cannot last",
    "L-04": "a place that is named twice on a page",
    "L-05": "an outside address that stands in no data file",
    "T-01": "a statement whose levels do not fit its scale",
    "T-02": "a statement without evidence or help where its kind needs them",
    "T-03": "a gate that names what its instrument has not",
    "T-04": "counts that name what they have not, or twice",
    "C-01": "a published statement that changed, and no change map says how",
    "C-02": "a change map that cannot be right",
    "E-01": "a published id that has gone, and nothing says why",
    "E-02": "a published address that nothing answers, or something else does",
    "E-03": "an entry of gone.yaml that cannot be right",
    "P-01": "headings out of order",
    "P-02": "a picture without alternative text",
    "P-03": "a box of an unknown kind",
    "P-04": "content from another host, or a script, inside a page",
    "Q-01": "a claim about research without a source",
    "M-01": "an unknown macro",
    "M-02": "a macro with an argument that it cannot use",
    "M-03": "a macro or template expression that cannot be read",
}
"""Every code that a problem may carry, and what it stands for."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake of an author, at its place."""

    file: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.message}"


class LibraryError(Exception):
    """Something that stops the work; its text is one clear sentence."""


class LibraryProblems(LibraryError):
    """A library with mistakes: all of them, in the order of the files."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        lines = "\n".join(str(problem) for problem in self.problems)
        super().__init__(f"{lines}\n{count} problem{'' if count == 1 else 's'}")
