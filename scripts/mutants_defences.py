"""Defences that `make mutants` takes away one by one: each is a line of code, and the attack test that must notice.

A line that is not found any more is an error, so that this list cannot go out of date in silence. Rules about who may
see or do are found by reading the code (mutants_found.py); these are the other defences of docs/attacks.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mutants_found import POSTGRESQL, ROOT, Mutant
from mutants_limits import LIMITS
from mutants_trust import TRUST

if TYPE_CHECKING:
    from collections.abc import Iterator

A = "tests/attacks/"
MOVES, DOORS, HIDDEN = f"{A}test_moves_by_anyone.py", f"{A}test_second_doors.py", f"{A}test_hidden_or_absent.py"
FLOODS, VALUES, HOSTS = f"{A}test_floods.py", f"{A}test_hostile_values.py", f"{A}test_hosts_and_onward.py"
CANARY, LOGS, AT_ONCE = f"{A}test_canary.py", f"{A}test_log_lines.py", f"{A}test_at_once.py"
LEAKS = f"{A}test_leaks.py"
FIELDS, PLACES = "foundation/design/fields.py", "foundation/kit/places.py"
SELECTORS, WORDS = "ideas/selectors/__init__.py", "ideas/services/wrong_words.py"
BY_LINK = "ideas/selectors/by_link.py"
MINE = "    idea = selectors.my_idea(request.asker, reference)\n    if idea is None:\n"
JUST_MOVED = "        return _just_moved_by(asker, reference)\n"
SHOWN = "    def shown(self) -> Any:\n"
# class and what is taken away: file, the line, what stands instead, where it must be noticed
DEFENCES = {
    "V4 hidden is refused and absent is not found": (
        "ideas/views/tracking.py",
        MINE,
        MINE.replace("None:", "None and selectors.address_behind(request.programme, reference):")
        + "        raise services.answering.NotAllowed('It is hidden')\n    if idea is None:\n",
        f"{HIDDEN}::test_what_is_hidden_answers_as_what_is_not_there",
    ),
    "V4 hidden costs one query more": (
        SELECTORS,
        JUST_MOVED,
        JUST_MOVED.replace(
            "return", "_there = [one.holder for one in Idea.objects.filter(reference=reference)]\n        return"
        ),
        f"{HIDDEN}::test_what_is_hidden_answers_as_what_is_not_there",
    ),
    "V7 what people typed is a template": (
        "foundation/design/forms.py",
        SHOWN,
        SHOWN + "        return str(self.value() or '').replace('{{7*7}}', '49')\n\n    def as_before(self):\n",
        f"{CANARY}::test_what_people_type_is_shown_and_never_run",
    ),
    "V9 a move in any state": (
        "foundation/workflow/services.py",
        "    if record.state not in move.sources:\n",
        "    if record.state is None:\n",
        f"{MOVES}::test_only_what_the_table_holds_is_done",
    ),
    "V11 a link opens in every programme": (
        BY_LINK,
        "        Idea.objects.filter(programme=programme, reference=reference)\n        .select_related",
        "        Idea.objects.filter(reference=reference)\n        .select_related",
        f"{DOORS}::test_what_opens_at_home_does_nothing_at_another_programme",
    ),
    "V11 a receipt opens in every programme": (
        BY_LINK,
        "Idea.objects.filter(programme=programme, pk=key, receipt__isnull=False)",
        "Idea.objects.filter(pk=key, receipt__isnull=False)",
        f"{DOORS}::test_four_words_of_one_programme_open_nothing_in_another",
    ),
    "V14 pages do not escape": (
        "config/jinja.py",
        '    options["undefined"] = ChainableUndefined\n',
        '    options["undefined"], options["autoescape"] = ChainableUndefined, False\n',
        f"{CANARY}::test_what_people_type_is_shown_and_never_run",
    ),
    "V14 what was said is not escaped": (
        "ideas/jinja2/ideas/triage_parts.jinja",
        "{{ told.text }}",
        "{{ told.text | safe }}",
        f"{CANARY}::test_what_people_type_is_shown_and_never_run",
    ),
    "V14 what an innovation is for is not escaped": (
        "innovations/jinja2/innovations/record.jinja",
        "{{ innovation.problem }}",
        "{{ innovation.problem | safe }}",
        f"{CANARY}::test_what_people_type_is_shown_and_never_run[doer]",
    ),
    "V14 what is lacking is not escaped": (
        "needs/jinja2/needs/all.jinja",
        "{{ card.problem | truncate(240) }}",
        "{{ card.problem | truncate(240) | safe }}",
        f"{CANARY}::test_what_people_type_is_shown_and_never_run[anonymous]",
    ),
    "V16 any key opens any draft": (
        SELECTORS,
        "draft is None or not policies.can_write(asker, draft)",
        "draft is None",
        f"{DOORS}::test_a_form_shows_nothing_of_somebody_elses_draft",
    ),
    "V17 what was forwarded is believed": (
        "partnership/notices/__init__.py",
        "truncate_ip(super().get_client_ip(request))",
        'request.META.get("HTTP_X_FORWARDED_FOR", "10.0.0.1")',
        f"{FLOODS}::test_no_header_dodges_the_limit_of_signing_in",
    ),
    "V17 nothing limits questions with one address": (
        "partnership/services/enquiries.py",
        "    if len(times) < settings.ENQUIRIES_OF_ONE_ADDRESS_PER_HOUR:\n",
        "    if times is not None:\n",
        "tests/partnership/test_enquiries.py::test_too_many_of_one_address_wait_and_keep_their_words",
    ),
    "V17 nothing limits questions from one place": (
        "partnership/views/contact.py",
        "return limits.wait_before(request, limits.CONTACT) or services",
        "return services",
        "tests/partnership/test_enquiries.py::test_too_many_from_one_place_wait",
    ),
    "V17 nothing limits sending without a name": (
        "ideas/services/flood.py",
        "    if places.take(name, most, window=window, keep=_to_midnight(now)):\n",
        "    if window:\n",
        f"{FLOODS}::test_more_than_an_hour_holds_are_asked_to_wait_whoever_they_are",
    ),
    "V17 a page sent again counts again": (
        "ideas/services/flood.py",
        "    if Idea.objects.filter(draft_id=key).exists():\n",
        "    if key is None:\n",
        f"{FLOODS}::test_a_page_that_is_sent_again_is_not_counted_again",
    ),
    "V17 the count tells the hour": (
        "ideas/services/flood.py",
        "keep=_to_midnight(now)",
        "keep=HOUR",
        f"{FLOODS}::test_what_is_counted_tells_neither_who_nor_when",
    ),
    "V17 all programmes share one hour": (
        "ideas/services/flood.py",
        'f"without-name:{programme.pk}"',
        'f"without-name:{HOUR}"',
        f"{FLOODS}::test_a_full_hour_of_one_programme_is_none_of_another",
    ),
    "V17 a flood wipes counts out": (PLACES, "def _cull(", "def _never(", FLOODS),
    "V17 nothing limits mail to an address that was typed": (
        "ideas/views/sending.py",
        "    _not_too_often(request, draft)\n",
        "",
        f"{FLOODS}::test_nobody_is_flooded_with_mail_by_ideas_in_their_name",
    ),
    "V22 a place is looked at and then taken": (
        PLACES,
        "if cache.add(key, 1, keep)",
        "if cache.set(key, 1, keep) is None",
        f"{AT_ONCE}::test_places_are_taken_by_as_many_as_there_are",
    ),
    "V22 wrong words have no end": (
        WORDS,
        "    left = MOST - places.taken(name, MOST, window=window - 1)\n",
        "    left = 99\n",
        f"{AT_ONCE}::test_wrong_words_at_the_same_moment_are_counted_one_by_one",
    ),
    "V22 two make the same new person": (
        "partnership/services/people.py",
        "except IntegrityError:",
        "except ZeroDivisionError:",
        f"{AT_ONCE}::test_a_person_who_is_new_to_many_forms_is_made_once",
    ),
    "V23 an endless word is read again and again": (
        "foundation/kit/identifying.py",
        r"(?<![\w.+-])[\w.+-]+@",
        r"[\w.+-]+@",
        f"{VALUES}::test_an_endless_text_is_read_in_no_time",
    ),
    "V23 a year without end": (
        FIELDS,
        "(ValueError, OverflowError)",
        "ValueError",
        f"{VALUES}::test_a_year_that_no_calendar_has_is_something_to_mend",
    ),
    "V23 a text without end": (
        FIELDS,
        "max_length=self.most_letters, ",
        "",
        f"{VALUES}::test_a_word_without_end_is_something_to_mend",
    ),
    "V24 onward to anywhere": (
        "partnership/views/onward.py",
        'ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)',
        "ours = bool(wanted)",
        f"{HOSTS}::test_signing_in_leads_nowhere_else",
    ),
    "V24 a host that is not ours": (
        "partnership/selectors/__init__.py",
        "    if found and (found[0].host == bare or len(found) == 1):\n",
        "    if found:\n",
        f"{HOSTS}::test_no_page_is_served_elsewhere_or_leads_there",
    ),
    "V21 any link opens": (
        BY_LINK,
        "    if not links.token_opens(token, idea.pk, LINK):\n",
        "    if not links.token_opens(token, idea.pk, LINK) and len(token) < 2:\n",
        f"{HOSTS}::test_a_link_that_is_not_whole_opens_nothing",
    ),
    "V29 what is alike is told whoever may see it": (
        "ideas/policies/likeness.py",
        "        seen |= Q(kind=kind.key) & Q(Exists(there))\n",
        "        seen |= Q(kind=kind.key)\n",
        f"{LEAKS}::test_no_page_is_another_for_what_somebody_may_not_see",
    ),
    "V29 a tie is told whoever may see its other end": (
        "innovations/selectors.py",
        'out = Q(innovation=innovation) & Exists(seen.filter(pk=OuterRef("other")))',
        "out = Q(innovation=innovation)",
        f"{LEAKS}::test_no_page_is_another_for_what_somebody_may_not_see",
    ),
    "V29 what serves a priority is counted for whoever may not see it": (
        "innovations/selectors.py",
        'said = model.objects.filter(Exists(seen.filter(pk=OuterRef("innovation"))), **{column: OuterRef("pk")})',
        'said = model.objects.filter(**{column: OuterRef("pk")})',
        f"{LEAKS}::test_no_page_is_another_for_what_somebody_may_not_see",
    ),
    "V28 the log says the words of an error": (
        "config/middleware.py",
        "type(error).__name__, view,",
        "str(error), view,",
        f"{LOGS}::test_an_error_that_holds_what_was_typed_is_one_line_without_it",
    ),
}


def defences() -> Iterator[Mutant]:
    """Each as a change of one file."""
    for what, (path, line, instead, test) in (DEFENCES | TRUST | LIMITS).items():
        full = f"groundswell/{path}"
        text = Path(ROOT / full).read_text()
        if text.count(line) != 1:
            msg = f"{full} does not hold this once any more, see scripts/mutants_defences.py: {line!r}"
            raise SystemExit(msg)
        database = {"database": POSTGRESQL} if test.startswith(AT_ONCE) else {}
        number = text.count("\n", 0, text.index(line)) + 1
        yield Mutant("defence", full, number, what, text.replace(line, instead), tests=(test,), **database)
