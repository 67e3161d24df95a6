"""A few told ideas, and an index of texts."""

from groundswell.engine import similarity
from groundswell.engine.similarity import terms

TTO = {"id": "a", "title": "TTOs the day before", "text": "Have the TTO on EPMA the afternoon before they go home."}
COAT = {
    "id": "b",
    "title": "Sat in my coat all day",
    "text": "I could go home at nine but nobody had made up my tablets. Tell the chemist the day before.",
}
PARKING = {"id": "c", "title": "Parking", "text": "The car park ticket machine takes no coins."}
PAYLOAD = {"documents": [TTO, COAT, PARKING], "queries": [TTO], "k": 5}


def meaning(name):
    return terms.terms().meanings.index(name)


def named(text):
    return {terms.terms().meanings[place] for place in similarity.meanings_in(text)}


def index_of(*texts):
    return similarity.build(
        list(range(len(texts))), similarity.encode(texts), [similarity.meanings_in(text) for text in texts]
    )


def query_of(text, own=None):
    return similarity.Query(own, similarity.encode([text])[0], similarity.meanings_in(text))
