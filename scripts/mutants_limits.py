"""Limits and checks that `make mutants` takes away too: how often, how long, how much, and what may come in.

Written as those of mutants_defences.py.
"""

R, OF_FILES = "tests/rules/", "tests/foundation/documents/"
SIGNING_IN, SECOND_STEP = "partnership/views/signing_in.py", "partnership/views/second_step.py"
SESSIONS, STOPPING = "partnership/services/signing_in.py", "foundation/notices/stopping.py"
CHECKING, PHOTOS, PAPERS = (f"foundation/documents/{name}.py" for name in ("checking", "photos", "papers"))
HOW_MUCH, FILES = "foundation/documents/limits.py", "foundation/documents/services.py"
WITHOUT_NAME, TRACKING = "ideas/views/without_name.py", "ideas/views/tracking.py"
ANSWERING, DECIDING, BATCHES = (f"ideas/services/{name}.py" for name in ("answering", "deciding", "batches"))
MAILED, SHARED = "tests/partnership/test_signing_in.py", "tests/partnership/test_shared_computers.py"
CODES, SET_UP = f"{R}test_second_step_codes.py", "tests/partnership/second_step/test_setting_up.py"
FIT, KEPT, SERVED = (f"{OF_FILES}test_{name}.py" for name in ("checking", "services", "serving"))
CONTENT, TRACES = f"{R}test_files_content.py", f"{R}test_files_traces.py"
OWN, BATCHED = "tests/ideas/test_ready_words.py", "tests/ideas/test_batches.py"
NO_NAME, LINKS = "tests/ideas/test_three_ways_pages.py", "tests/journey/test_notices.py"
CHANGED_LINK = f"{LINKS}::test_a_changed_link_stops_nothing"
NOT_OWN = f"{BATCHED}::test_an_answer_that_could_not_go_is_not_kept"
SECRET_PAPERS = f"{TRACES}::test_a_document_is_not_taken_of_who_is_a_secret_and_the_words_say_why"
GO_BY = "        policies.can_go_by(answer.route, idea).or_raise()\n"
OPENED = "links.token_opens(token, row_id, _purpose(which))"
# what is taken away: file, the line, what stands instead, where it must be noticed
LIMITS = {
    "V17 nothing limits codes to one address": (
        SIGNING_IN,
        "    if wait := limits.wait_before(request, limits.ASK, email):\n",
        "    if wait := 0:\n",
        f"{MAILED}::test_too_many_codes_for_one_address_wait",
    ),
    "V17 nothing limits guesses of a mailed code": (
        SIGNING_IN,
        "    if wait := limits.wait_before(request, limits.TRY, signing_in.address_of(process)):\n",
        "    if wait := 0:\n",
        f"{MAILED}::test_guesses_are_counted_across_requests_at_once",
    ),
    "V17 a mailed code has tries without end": (
        SESSIONS,
        "    return bool(process.record_invalid_attempt())\n",
        "    return process is not None\n",
        f"{MAILED}::test_code_dies_after_three_wrong_tries",
    ),
    "V17 nothing limits guesses of a fresh code": (
        SECOND_STEP,
        "    if wait := limits.wait_before(request, limits.TRY, request.user.email):\n",
        "    if wait := 0:\n",
        f"{SET_UP}::test_guesses_of_a_fresh_code_are_counted_across_requests_at_once",
    ),
    "V17 a fresh code has tries without end": (
        "partnership/services/fresh_code.py",
        "    if wrong + 1 >= settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS:\n",
        "    if wrong < 0:\n",
        f"{SET_UP}::test_fresh_code_dies_after_three_wrong_tries",
    ),
    "V25 nothing limits tries of the second step": (
        SECOND_STEP,
        "    if wait := limits.wait_before(request, limits.STEP, str(request.user.pk)):\n",
        "    if wait := 0:\n",
        f"{CODES}::test_five_wrong_tries_and_then_it_waits",
    ),
    "V25 nothing limits tries of setting the second step up": (
        SECOND_STEP,
        "    _count_try(request)\n    try:\n",
        "    try:\n",
        f"{SET_UP}::test_set_up_takes_five_wrong_codes_and_then_waits",
    ),
    "V25 a session that was left open sets a device up": (
        SESSIONS,
        "    return int(time()) - request.session.get(PROVEN, 0) <= FRESH_SECONDS\n",
        "    return PROVEN in request.session\n",
        f"{SET_UP}::test_set_up_asks_for_a_fresh_code_after_ten_minutes",
    ),
    "V17 nothing limits asking for the link of an idea": (
        TRACKING,
        "    if wait := limits.wait_before(request, limits.FIND_LINK):\n",
        "    if wait := 0:\n",
        "tests/ideas/test_finding_links.py::test_find_stops_one_client_after_twenty_whatever_it_forwards",
    ),
    "V17 nothing limits mail with links": (
        TRACKING,
        "    if not limits.wait_before(request, limits.MAIL_LINK, address):\n",
        "    if request:\n",
        "tests/ideas/test_finding_links.py::test_find_mails_one_address_at_most_five_times_an_hour_whichever_ideas",
    ),
    "V17 nothing limits needs that are said signed out": (
        "needs/views/outside.py",
        'limits.wait_before(request, limits.RAISE, form.cleaned_data["email"].lower())',
        "0",
        "tests/needs/test_outside.py::test_too_many_from_one_place_wait",
    ),
    "a quiet session goes on": (
        SESSIONS,
        "    if quiet > IDLE_SECONDS or length > LONGEST_SECONDS:\n",
        "    if length > LONGEST_SECONDS:\n",
        f"{SHARED}::test_quiet_session_ends_after_twenty_minutes",
    ),
    "a busy session has no end": (
        SESSIONS,
        "    if quiet > IDLE_SECONDS or length > LONGEST_SECONDS:\n",
        "    if quiet > IDLE_SECONDS:\n",
        f"{SHARED}::test_busy_session_ends_after_twelve_hours",
    ),
    "a document is taken without a name": (FILES, "        _only_photos(ready)\n", "        pass\n", SECRET_PAPERS),
    "a document is taken in confidence": (
        "ideas/policies/adding.py",
        "    return idea.mode != Mode.NAMED and is_sender(asker, idea)\n",
        "    return idea.mode == Mode.ANONYMOUS and is_sender(asker, idea)\n",
        SECRET_PAPERS,
    ),
    "V23 a photo of any number of dots": (
        PHOTOS,
        "    if picture.width * picture.height > most:\n",
        "    if picture.width < 0:\n",
        f"{FIT}::test_fit_refuses_one_dot_more_than_its_kind_may_have",
    ),
    "V23 a document of any number of parts": (
        PAPERS,
        "    if raw.count(PART) > MOST_PARTS:\n",
        "    if not raw:\n",
        f"{FIT}::test_fit_refuses_a_list_of_far_too_many_parts_before_it_takes_memory_for_them",
    ),
    "V23 a document unpacks to any size": (
        PAPERS,
        "    if sum(part.file_size for part in parts) > MOST_UNPACKED:\n",
        "    if not parts:\n",
        f"{FIT}::test_fit_refuses_a_document_that_unpacks_to_far_too_much",
    ),
    "V23 a file of any size": (
        CHECKING,
        "    if size > settings.DOCUMENT_LARGEST:\n",
        "    if size < 0:\n",
        f"{FIT}::test_fit_refuses_what_is_empty_and_what_is_too_big",
    ),
    "V23 a file is written to the disk past the limit": (
        "foundation/documents/uploads.py",
        "        if self.size <= settings.DOCUMENT_LARGEST:\n",
        "        if self.size:\n",
        f"{SERVED}::test_what_comes_in_has_no_name_on_the_disk_and_is_not_kept_past_the_limit",
    ),
    "V23 a body of any size is read": (
        "config/middleware.py",
        "        if told.isdigit() and int(told) > most:\n",
        "        if int(most) < 0:\n",
        f"{SERVED}::test_a_body_far_too_large_ends_with_a_clear_page",
    ),
    "V23 files of one record without end": (
        HOW_MUCH,
        "    if of_record.count() + len(sizes) > settings.DOCUMENT_MOST_OF_A_RECORD:\n",
        "    if not sizes:\n",
        f"{KEPT}::test_add_refuses_a_sixth_file",
    ),
    "V23 a person adds without end": (
        HOW_MUCH,
        "    if _added_today(by) + sum(sizes) > most_today:\n",
        "    if _added_today(by) + sum(sizes) > most_today and by.person_id is None:\n",
        f"{KEPT}::test_add_refuses_more_than_a_persons_day",
    ),
    "V23 who has no name adds without end": (
        HOW_MUCH,
        "    if _added_today(by) + sum(sizes) > most_today:\n",
        "    if _added_today(by) + sum(sizes) > most_today and by.person_id:\n",
        f"{CONTENT}::test_all_whom_no_row_names_share_one_gigabyte_a_day",
    ),
    "V23 all programmes share one day of files": (
        HOW_MUCH,
        "        programme_id=by.programme_id, added_by=by.person_id, added_at__gte=min(midnight, cut)\n",
        "        added_by=by.person_id, added_at__gte=min(midnight, cut)\n",
        f"{CONTENT}::test_all_whom_no_row_names_share_one_gigabyte_a_day",
    ),
    "V5 a page is taken as text": (
        PAPERS,
        r' and not MARKUP.search(raw.removeprefix(b"\xef\xbb\xbf"))',
        "",
        f"{FIT}::test_fit_refuses_a_kind_that_we_do_not_take",
    ),
    "V5 what is no text is taken as text": (
        PAPERS,
        "not NOT_TEXT.search(raw) and ",
        "",
        f"{FIT}::test_fit_refuses_a_kind_that_we_do_not_take",
    ),
    "V5 a file calls itself another kind": (
        CHECKING,
        "    _check_ending(name, kind)\n",
        "",
        f"{FIT}::test_fit_refuses_a_name_that_says_another_kind",
    ),
    "V26 a document brings programs or macros": (
        PAPERS,
        "    if any(ACTIVE.search(part.filename.lower()) for part in parts):\n",
        "    if not parts:\n",
        f"{FIT}::test_fit_refuses_programs_inside_a_document",
    ),
    "V21 any link stops mail": (STOPPING, f"not {OPENED}", f"not {OPENED.split('(', maxsplit=1)[0]}", CHANGED_LINK),
    "V11 a link stops mail of every programme": (
        STOPPING,
        "OutboxRow.objects.filter(pk=row_id, programme_id=programme_id)",
        "OutboxRow.objects.filter(pk=row_id)",
        CHANGED_LINK,
    ),
    "V21 the link of one kind stops the mail of the day": (
        STOPPING,
        '    return f"notices.stop.{which}"\n',
        '    return "notices.stop." + which[:0]\n',
        CHANGED_LINK,
    ),
    "the draft stays behind what is sent without a name": (
        WITHOUT_NAME,
        "    throw_draft_away(request)\n",
        "",
        f"{NO_NAME}::test_choosing_no_name_signs_out_first_and_forgets_the_draft",
    ),
    "cookies stay behind what is sent without a name": (
        WITHOUT_NAME,
        "        response.delete_cookie(name)\n",
        "        response.headers.get(name)\n",
        f"{NO_NAME}::test_choosing_no_name_takes_every_cookie_but_one_away",
    ),
    "ready-made words go as a reply": (
        ANSWERING,
        "    check_own(idea.programme, AnswerKind.REPLY, text)\n",
        "",
        f"{OWN}::test_a_reply_and_a_question_are_checked_as_a_decision_is",
    ),
    "ready-made words go as a question": (
        ANSWERING,
        "    check_own(idea.programme, AnswerKind.ASK, text)\n",
        "",
        f"{OWN}::test_a_reply_and_a_question_are_checked_as_a_decision_is",
    ),
    "ready-made words go as a decision": (
        DECIDING,
        "    check_own(idea.programme, decision.outcome, decision.words)\n",
        "",
        f"{OWN}::test_words_that_are_still_the_template_are_refused",
    ),
    "ready-made words go as still not now": (
        DECIDING,
        "    check_own(idea.programme, Outcome.NOT_NOW, text)\n",
        "",
        "tests/ideas/test_reviews.py::test_still_not_now_is_said_in_words_of_ones_own",
    ),
    "ready-made words go with what is joined": (
        "ideas/services/joining.py",
        "    check_own(idea.programme, Outcome.JOINED, text)\n",
        "",
        f"{OWN}::test_joining_is_checked_as_a_decision_is",
    ),
    "ready-made words of a join are kept in a batch": (
        BATCHES,
        "        check_own(idea.programme, answer.outcome, answer.words)  # the two",
        "        # the two",
        NOT_OWN,
    ),
    "ready-made words of a decision are kept in a batch": (
        BATCHES,
        f"{GO_BY}        check_own(idea.programme, answer.outcome, answer.words)\n",
        GO_BY,
        NOT_OWN,
    ),
    "ready-made words of a reply are kept in a batch": (
        BATCHES,
        "    check_own(idea.programme, answer.kind, answer.words)\n",
        "",
        NOT_OWN,
    ),
}
