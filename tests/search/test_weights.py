"""Our quick steps give what lunr's own builder gives."""

import pytest
from lunr.builder import Builder

from library.search.weights import LENGTH, Weights

FIELDS = {"title": 8.0, "text": 1.0}
DOCUMENTS = [
    {"title": ["exit", "ticket"], "text": ["one", "question", "exit", "question"]},
    {"title": ["hinge"], "text": ["question", "middl", "lesson"]},
    {"title": ["ticket", "ticket"], "text": ["sort", "exit", "slip", "door", "lesson", "end"]},
]


@pytest.fixture
def ours():
    weights = Weights(FIELDS)
    for number, document in enumerate(DOCUMENTS):
        weights.put(number, document)
    weights.finish()
    return weights


@pytest.fixture
def vectors():
    """What lunr makes of the same documents: weights by field, document and term."""
    builder = Builder()
    builder.b(LENGTH)
    for name, boost in FIELDS.items():
        builder.field(name, boost)
    for number, document in enumerate(DOCUMENTS):
        builder.add({"id": number, **document})
    builder.build()
    numbers = {term: posting["_index"] for term, posting in builder.inverted_index.items()}
    return {
        reference: {
            term: vector.elements[vector.position_for_index(number) + 1]
            for term, number in numbers.items()
            if number in vector.elements[::2]
        }
        for reference, vector in builder.field_vectors.items()
    }


def test_every_weight_is_lunrs(ours, vectors):
    for reference, expected in vectors.items():
        field, _, document = reference.partition("/")
        for term, weight in expected.items():
            found = dict(zip(*ours.weights(term, [field]), strict=True))
            assert weight == pytest.approx(found[int(document)], abs=0.001)


def test_weights_of_several_fields_add_up(ours):
    apart = [dict(zip(*ours.weights("exit", [field]), strict=True))[0] for field in FIELDS]
    documents, together = ours.weights("exit", FIELDS)

    assert documents[0] == 0
    assert sum(apart) == pytest.approx(together[0])


def test_a_field_that_no_document_has_is_no_trouble():
    weights = Weights({**FIELDS, "needs": 3.0})
    weights.put(0, {"title": ["a"], "text": ["b"], "needs": []})

    assert {"a", "b"} == set(weights.finish())
    assert ([], []) == weights.weights("a", ["needs"])
