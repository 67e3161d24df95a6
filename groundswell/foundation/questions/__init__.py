"""Question sets: immutable, published versions; answers are kept by stable question id."""

from groundswell.foundation.questions.sets import Question, QuestionSet, publish, published

__all__ = ["Question", "QuestionSet", "publish", "published"]
