"""Sets as frozen data in code; a test holds the digest of every published version, so that none changes unseen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One question: its stable id, its words, and whether an answer is needed."""

    id: str
    words: str
    required: bool = False


@dataclass(frozen=True)
class QuestionSet:
    """A published version of a form."""

    name: str
    version: int
    questions: tuple[Question, ...]

    @property
    def key(self) -> str:
        """What a record stores to say which version it answered, for example ideas.idea/1."""
        return f"{self.name}/{self.version}"

    def ids(self) -> tuple[str, ...]:
        return tuple(question.id for question in self.questions)


_published: dict[str, QuestionSet] = {}


def publish(questions: QuestionSet) -> QuestionSet:
    """Publish a version. Raises `ValueError` when the same version was published with other questions."""
    if _published.setdefault(questions.key, questions) != questions:
        msg = f"{questions.key} is published and cannot change: make version {questions.version + 1}"
        raise ValueError(msg)
    return questions


def published(key: str) -> QuestionSet:
    return _published[key]
