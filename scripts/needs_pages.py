"""Needs, rounds and challenges as everyone, voters, sponsors and programme managers see them, with their faults."""

# ruff: noqa: PLC0415  models can be read only after the settings know the database

from __future__ import annotations


def needs_pages() -> list[tuple[str, str, str, bool]]:
    """A name for files, who looks, where, and whether they press the last button before we look."""
    from groundswell.needs.models import Asset, Challenge, Need, Round

    open_one = f"/challenges/{Challenge.objects.filter(state='open').earliest('opens_on').reference}/"
    closed = f"/challenges/{Challenge.objects.filter(state='closed').earliest('opens_on').reference}/"
    raised = f"/needs/{Need.objects.get(state='raised', raised_by__name='Eilidh Ross').reference}/"
    chosen = f"/needs/{Need.objects.get(state='worked_on').reference}/"
    decided = f"/needs/rounds/{Round.objects.get(state='decided').reference}/"
    voting = f"/needs/rounds/{Round.objects.get(state='open').reference}/"
    first = Round.objects.get(state="open").entries.order_by("need__title").first().need.reference
    asset = f"/needs/assets/{Asset.objects.order_by('title').first().pk}/"
    return [
        ("challenges", "nobody", "/challenges/", False),
        ("challenges-closed", "nobody", "/challenges/?show=closed", False),
        ("challenges-none", "Amina", "/challenges/?show=drafts", False),
        ("challenge", "nobody", open_one, False),
        ("challenge-closed", "nobody", closed, False),
        ("challenge-print", "nobody", f"{open_one}print/", False),
        ("challenge-managed", "Amina", open_one, False),
        ("challenge-more-time-error", "Amina", f"{open_one}more-time/", True),
        ("challenge-new-error", "Amina", f"{chosen}challenge/", True),
        ("needs", "nobody", "/needs/", False),
        ("needs-none", "Joe", "/needs/?who=mine", False),
        ("need", "nobody", chosen, False),
        ("need-raised", "Eilidh", raised, False),
        ("need-managed", "Amina", chosen, False),
        ("need-outside", "nobody", "/needs/new/", False),
        ("need-raised-outside", "nobody", "/needs/raised/", False),
        ("need-new", "Joe", "/needs/new/", False),
        ("need-new-error", "Joe", "/needs/new/", True),
        ("need-change", "Eilidh", f"{raised}change/", False),
        ("need-check", "Amina", f"{raised}check/", False),
        ("need-check-error", "Amina", f"{raised}check/", True),
        ("need-end-error", "Amina", f"{chosen}end/", True),
        ("need-brief-error", "Amina", f"{chosen}briefs/add/", True),
        ("assets", "nobody", "/needs/assets/", False),
        ("asset", "nobody", asset, False),
        ("asset-offer-error", "Joe", "/needs/assets/offer/", True),
        ("themes", "Amina", "/needs/themes/", False),
        ("theme-add-error", "Amina", "/needs/themes/add/", True),
        ("rounds", "nobody", "/needs/rounds/", False),
        ("round-decided", "nobody", decided, False),
        ("round-open", "nobody", voting, False),
        ("round-managed", "Amina", voting, False),
        ("round-new-error", "Amina", "/needs/rounds/new/", True),
        ("vote", "Winston", f"{voting}vote/", False),
        ("vote-on", "Winston", f"{voting}vote/{first}/", False),
        ("vote-on-error", "Winston", f"{voting}vote/{first}/", True),
        ("sign-off", "Winston", _theme(), False),
    ]


def _theme() -> str:
    from groundswell.needs.models import Theme

    return f"/needs/sign-off/theme/{Theme.objects.order_by('name').first().pk}/"
