"""What can be found: one row for each record of any room; its vector; and words that help a stranger to spell."""

from __future__ import annotations

from django.db import models

from groundswell.foundation.kit.models import FilledQuerySet


class SearchRow(models.Model):
    """One record as search knows it. Written in the transaction of the change that it tells of.

    `id` holds the day and then chance (`services.place_of`), so that the newest come first without being sorted, and
    in an order that no record which somebody may not see could change. It is never shown.
    `title_words` and `words` are what is looked for; on PostgreSQL a column beside them that Django does not know
    holds both as a tsvector, on SQLite a table of words does (`index`).
    """

    id = models.BigAutoField(primary_key=True)  # always given: so it is the row's own number on SQLite, too
    programme_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    record_id = models.UUIDField()
    reference = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    title_words = models.TextField()
    words = models.TextField()
    place_id = models.UUIDField(null=True)
    state = models.CharField(max_length=20, blank=True)
    happened_on = models.DateField()
    public = models.BooleanField(default=False)
    encoder = models.CharField(max_length=60, blank=True, default="", db_default="")  # of its vector; "": it waits

    objects = FilledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="search_record_once")]
        indexes = [models.Index(fields=["id"], name="search_waits_for_vector", condition=models.Q(encoder=""))]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class SearchVector(models.Model):
    """What the encoder made of a row's text: a vector of whole numbers and its scale, and its word pieces."""

    row = models.OneToOneField(SearchRow, models.CASCADE, primary_key=True, related_name="vector")
    numbers = models.BinaryField()
    scale = models.FloatField()
    pieces = models.BinaryField()
    weights = models.BinaryField()

    def __str__(self) -> str:
        return f"vector of {self.row_id}"


class PublicWord(models.Model):
    """A word of a row that everybody may read: what is offered to who spelled one wrongly."""

    row = models.ForeignKey(SearchRow, models.CASCADE, related_name="public_words")
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "word"], name="search_public_word_once")]
        indexes = [models.Index(fields=["word"], name="search_public_word")]

    def __str__(self) -> str:
        return self.word
