"""Addresses of sorting many: batches, several ideas at once, notes, covered texts, ready-made words, keys."""

from django.urls import path

from groundswell.ideas.views import batches, beside, keys, ready_words, several, twins

patterns = [
    path("triage/keys/", keys.set_keys, name="keys"),
    path("triage/several/", several.bulk, name="bulk"),
    path("triage/several/undo/", several.undo_several, name="undo-several"),
    path("triage/several/not-now/", several.not_now, name="several-not-now"),
    path("triage/several/ask/", several.ask, name="several-ask"),
    path("triage/batch/", batches.batch, name="batch"),
    path("triage/batch/start/", batches.start, name="batch-start"),
    path("triage/batch/send/", batches.send, name="batch-send"),
    path("triage/batch/undo/", batches.undo, name="batch-undo"),
    path("triage/batch/stop/", batches.stop, name="batch-stop"),
    path("triage/batch/<uuid:item_id>/", batches.one, name="batch-item"),
    path("triage/batch/<uuid:item_id>/save/", batches.save, name="batch-save"),
    path("triage/batch/<uuid:item_id>/skip/", batches.skip, name="batch-skip"),
    path("triage/batch/<uuid:item_id>/put-off/", batches.put_off, name="batch-put-off"),
    path("triage/batch/<uuid:item_id>/take-up/", batches.take_up, name="batch-take-up"),
    path("triage/twins/", twins.twins, name="twins"),
    path("triage/twins/<uuid:pair_id>/not-the-same/", twins.not_twins, name="not-twins"),
    path("triage/twins/<uuid:pair_id>/bring-back/", twins.bring_back, name="twins-back"),
    path("triage/<str:reference>/note/", beside.note, name="note"),
    path("triage/<str:reference>/hide/", beside.hide, name="hide"),
    path("triage/<str:reference>/show-text/", beside.show_text, name="show-text"),
    path("triage/<str:reference>/decide-appeal/", beside.decide_appeal, name="decide-appeal"),
    path("settings/words/", ready_words.templates, name="templates"),
    path("settings/words/add/", ready_words.add, name="add-template"),
    path("settings/words/<uuid:template_id>/", ready_words.change, name="template"),
    path("settings/words/<uuid:template_id>/remove/", ready_words.remove, name="remove-template"),
]
