"""Photos and documents: chosen, told what they show, and the question whether a patient can be seen."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import FilesField, RadiosField
from groundswell.foundation.design.free_words import LineField
from groundswell.foundation.documents import papers, photos
from groundswell.foundation.documents.checking import Unfit
from groundswell.foundation.documents.words import size_of
from groundswell.ideas.forms.telling import TellingForm
from groundswell.ideas.services import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

YES_OR_NO = (("no", _("No, no patient can be seen")), ("yes", _("Yes, a patient can be seen")))
PHOTOS = ",".join([*photos.ENDINGS, "image/heif"])
ANYTHING = ",".join([PHOTOS, *(f".{ending}" for endings in papers.ENDINGS.values() for ending in endings.split())])


class FilesForm(TellingForm):
    """Stands by itself, or in the page that sends an idea. `photos_only`: for a sender who is a secret; what a photo is
    said to show is told of first where it may tell who that is.
    """

    uploads = FilesField(_("Photos or documents"), required=False, error=_("Choose a file"))
    described = LineField(
        _("What does it show?"),
        hint=_("A few words for people who cannot see it. You can leave this empty"),
        required=False,
        max_length=200,
        autocomplete="off",
    )
    patient_seen = RadiosField(_("Can a patient be seen in it?"), choices=YES_OR_NO, fixed=True, required=False)

    def __init__(self, *args: Any, photos_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["uploads"]
        field.accept = PHOTOS if photos_only else ANYTHING
        field.help_text = _hint(photos_only)
        if photos_only:
            field.label = _("Photos")
        else:
            del self.fields["told"]

    def full_clean(self) -> None:
        """No browser gives chosen files back: whoever must mend something else is told to choose them once more."""
        super().full_clean()
        if self._errors and "uploads" not in self._errors:
            self.choose_again()

    def choose_again(self) -> None:
        """Say so where there were any, as the page comes back for another reason."""
        if self.cleaned_data.get("uploads"):
            self.add_error("uploads", _("Choose your files once more"))

    def tell_first(self, pieces: Iterable[str]) -> bool:
        first = super().tell_first(pieces)
        if first:
            self.choose_again()
        return first

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        seen = typed.get("patient_seen")
        if typed.get("uploads") and not seen and "patient_seen" not in self.errors:
            self.add_error("patient_seen", _("Select whether a patient can be seen in it"))
        if typed.get("uploads") and seen == "yes":
            self.add_error(
                "patient_seen", _("We cannot take it when a patient can be seen. Choose one without the patient")
            )
        return typed

    def chosen(self) -> Files:
        """What goes with the idea; nothing when nothing was chosen."""
        typed = self.cleaned_data
        return Files(typed["uploads"], typed["patient_seen"] == "yes", typed["described"])

    @contextmanager
    def files_fit(self) -> Iterator[Callable[[], bool]]:
        """Around the verb that takes the files: what it finds wrong with one of them stands in the form.

        Gives a function that says, afterwards, whether all was well.
        """
        try:
            yield lambda: not self.errors
        except Unfit as unfit:
            self.add_error("uploads", unfit)


class AddFilesForm(FilesForm):
    """By itself, so there must be something to add."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uploads"].required = True


def _hint(photos_only: bool) -> str:
    limits = {"most": settings.DOCUMENT_MOST_OF_A_RECORD, "size": size_of(settings.DOCUMENT_LARGEST)}
    if photos_only:
        return (
            _(
                "Up to %(most)d photos, %(size)s each. We take out the place, the time and the name of the phone. "
                "Documents can carry your name, so choose a photo of them"
            )
            % limits
        )
    return (
        _(
            "Up to %(most)d files, %(size)s each. JPG, PNG, HEIC, PDF, Word, Excel or text. "
            "Documents stay as they are, also the name of who wrote them; photos lose where and when they were taken"
        )
        % limits
    )
