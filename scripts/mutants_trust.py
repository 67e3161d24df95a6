"""Defences of trust that `make mutants` takes away too: who sent it, when, which file, which code.

Written as those of mutants_defences.py.
"""

R = "tests/rules/"
DISCRETION, CLOCK = "ideas/services/discretion.py", "foundation/kit/clock.py"
PHOTOS, FILES, SCANNING = (f"foundation/documents/{name}.py" for name in ("photos", "services", "scanning"))
SERVING, LETTERS = "foundation/documents/serving.py", "foundation/notices/letters.py"
SIGNING_IN, STEP = "partnership/services/signing_in.py", "partnership/services/second_step.py"
BOOKS, CANARIES, CODES = f"{R}test_confidential_books.py", f"{R}test_canaries.py", f"{R}test_second_step_codes.py"
# what is taken away: file, the line, what stands instead, where it must be noticed
TRUST = {
    "the records name a confidential sender": (
        DISCRETION,
        "yield _unnamed(by, idea.pk) if idea.mode == Mode.CONFIDENTIAL and policies.is_sender(by, idea) else by",
        "yield by",
        f"{BOOKS}::test_what_a_signed_in_sender_does_is_booked_on_a_sender",
    ),
    "the audit of a sending names a confidential sender": (
        DISCRETION,
        "    return _unnamed(by, idea.pk) if idea.mode == Mode.CONFIDENTIAL else by\n",
        "    return by\n",
        f"{BOOKS}::test_no_row_of_the_audit_holds_the_senders_id",
    ),
    "a mail row says who sent in confidence": (
        DISCRETION,
        "    return [None if idea.mode == Mode.CONFIDENTIAL else idea.sender_id]\n",
        "    return [idea.sender_id]\n",
        f"{BOOKS}::test_no_row_of_the_outbox_says_that_the_sender_is_told",
    ),
    "what was sent without a name knows its hour": (
        CLOCK,
        "    token = _by_the_day.set(zone)\n",
        '    token = _by_the_day.set("" and zone)\n',
        f"{CANARIES}::test_no_time_of_what_the_sender_did_is_finer_than_a_day",
    ),
    "the team hears at once what was sent without a name": (
        "ideas/services/sending.py",
        '    waits = {"ideas.arrived": NEXT_MORNING} if unnamed else {}\n',
        "    waits: dict[str, Any] = {}\n",
        f"{CANARIES}::test_the_marks_of_mail_and_seals_do_not_tell_the_hour_either",
    ),
    "the team hears at once what was done without a name": (
        DISCRETION,
        "    return NEXT_MORNING if by.channel == Channel.RECEIPT else None\n",
        "    return None\n",
        f"{CANARIES}::test_what_the_team_hears_of_the_sender_does_not_tell_the_hour",
    ),
    "the session goes on behind what is sent without a name": (
        SIGNING_IN,
        "    logout(request, show_message=False)\n    request.session.flush()\n    know_again(request)\n",
        "    know_again(request)\n",
        f"{CANARIES}::test_the_session_is_cut_before_anything_is_stored",
    ),
    "a photo is kept as it came": (
        PHOTOS,
        "            return _saved(_bare(_made_smaller(picture)))\n",
        "            return raw, kind\n",
        f"{R}test_files_content.py",
    ),
    "the name of a file is kept without a name of its sender": (
        FILES,
        'name=tidy_name(one.name) if names else ""',
        "name=tidy_name(one.name)",
        f"{R}test_files_traces.py",
    ),
    "a file opens while the scanner is away": (
        SCANNING,
        'log.warning("The scanner did not answer. Files wait until it does.")\n        return _wait(document)\n',
        "clean = True\n",
        f"{R}test_files_scanner.py::test_without_a_scanner_the_file_is_kept_apart_and_opens_for_nobody",
    ),
    "what is no plain answer of the scanner is clean": (
        SCANNING,
        '    if answer.endswith((b" OK", b":OK")):\n        return True\n    raise ScannerAway\n',
        "    return True\n",
        f"{R}test_files_scanner.py::test_an_answer_that_is_not_plainly_clean_lets_nothing_through",
    ),
    "V5 a PDF runs a script when it is opened": (
        "foundation/documents/papers.py",
        "        if pdfs.is_active(raw):\n",
        "        if not raw:\n",
        "tests/foundation/documents/test_pdfs.py::test_fit_refuses_a_pdf_that_does_something",
    ),
    "V5 a script hides among packed objects": (
        "foundation/documents/pdfs.py",
        '        if b"ObjStm" in names and body is not None:\n',
        '        if b"no such name" in names and body is not None:\n',
        "tests/foundation/documents/test_pdfs.py::test_fit_refuses_a_pdf_that_does_something",
    ),
    "V29 a small number follows from the one beside it": (
        "ideas/presenters/told.py",
        '    found = {"late", "running"} if is_small(one.late, fewest)',
        '    found = {"late"} if is_small(one.late, fewest)',
        "tests/ideas/test_scoreboard_told.py::test_whoever_knows_how_many_ideas_there_are_works_out_no_small_number",
    ),
    "V5 a file may run in the page": (
        SERVING,
        "    for header, value in HEADERS.items():\n        response[header] = value\n",
        "",
        f"{R}test_files_served.py::test_it_is_served_so_that_it_can_do_nothing",
    ),
    "V5 every file is shown in the page": (
        SERVING,
        "content_disposition_header(not document.is_photo, name)",
        "content_disposition_header(False, name)",
        f"{R}test_files_served.py::test_it_is_served_so_that_it_can_do_nothing",
    ),
    "V15 a subject has lines": (
        LETTERS,
        "    subject = _one_line(letter.subject)\n",
        "    subject = letter.subject\n",
        "tests/foundation/test_notices.py::test_carry_no_header_in_a_name_or_a_subject",
    ),
    "V15 a greeting holds whatever was typed": (
        LETTERS,
        "    name = _as_a_name(to.name)\n",
        "    name = _one_line(to.name)\n",
        "tests/attacks/test_typed_names.py",
    ),
    "V25 a code passes twice": (
        STEP,
        "    if app and half_minute and half_minute > record.counter:\n",
        "    if app and half_minute:\n",
        f"{CODES}::test_a_code_passes_once",
    ),
    "V27 an unknown address costs fewer queries": (
        SIGNING_IN,
        "    if process and process.user is None:\n        selectors.person(uuid4())",
        "    if process and process.user is None and not process.code:\n        selectors.person(uuid4())",
        "tests/partnership/test_signing_in.py",
    ),
    "V27 an unknown address hears nothing": (
        SIGNING_IN,
        "    if not found:\n",
        "    if found is None:\n",
        "tests/partnership/test_signing_in.py",
    ),
}
