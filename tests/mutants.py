"""Mutants of judging: each one thing that is wrong, and the tests whose purpose it is to see it.

``KNOWN`` are ten that survived the tests of the old house.  Of these, *both weights None = equal*
is met by no measurement, for a run that trains to nothing is told before its repetition; the
judgement alone is asked.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """A text of a module with another in its place.

    Attributes
    ----------
    id
        What is wrong then, in one sentence.
    module
        Its dotted name.
    old, new
        What stands there exactly once, and what stands there instead.
    killers
        Tests of which one fails then, as ``tests.test_judging:test_x``.
    """

    id: str
    module: str
    old: str
    new: str
    killers: tuple[str, ...]


KNOWN = (
    Mutant(
        "a part of another class passes for the one that was asked for",
        "benchmarks.judging",
        'or want["t"] != got["t"]:',
        'or "args" not in got:',
        ("tests.test_judging:test_the_class_of_a_part_is_compared",),
    ),
    Mutant(
        "an effect of several runs is met by one run as often as it comes",
        "benchmarks.judging",
        "        left.remove(effect)\n",
        "",
        ("tests.test_judging:test_several_runs_are_each_asked_for_once",),
    ),
    Mutant(
        "the noise of the twin that weighs least like two rows decides their tie",
        "benchmarks.categories.startup.judging",
        "min(floors.values(), key=",
        "max(floors.values(), key=",
        ("tests.test_startup:test_the_noise_of_the_twin_that_weighs_alike_decides",),
    ),
    Mutant(
        "a failure whose message is on standard output counts as a crash",
        "benchmarks.judging",
        "(finished.stderr.strip() or finished.stdout.strip())",
        "finished.stderr.strip()",
        ("tests.test_judging:test_a_failure_needs_a_message",),
    ),
    Mutant(
        "another text is excused by equal weights",
        "benchmarks.judging",
        "_is_text(got) is not _is_text(want)",
        "(_is_text(got) or _is_text(want))",
        ("tests.test_judging:test_equal_weights_excuse_only_text_for_a_value",),
    ),
    Mutant(
        "a setting that came unasked is excused by equal weights",
        "benchmarks.judging",
        "excuse = arrived.keys() <= expected.keys()",
        "excuse = True",
        ("tests.test_judging:test_what_arrives_unasked_is_never_excused",),
    ),
    Mutant(
        "partials of two functions are compared by their arguments",
        "configbench.values",
        '    if "func" in one or "func" in other:\n        return False\n',
        "",
        ("tests.test_values:test_partials_of_other_functions_are_not_alike",),
    ),
    Mutant(
        "a program that ends with exit 0 and never trained has refused",
        "benchmarks.judging",
        'Judgement(Outcome.BROKEN, "exit 0, but',
        'Judgement(Outcome.REJECTED, "exit 0, but',
        (
            "tests.test_faults:test_a_later_load_is_told_in_one_word",
            "tests.test_judging:test_a_request_has_the_outcome_that_its_facts_give",
        ),
    ),
    Mutant(
        "an old run that crashes the changed program is refused by it",
        "benchmarks.categories.change.judging",
        "ended and ended.outcome is Outcome.REJECTED:",
        "ended and not probe.reached:",
        ("tests.test_change:test_a_check_is_judged_by_what_the_program_did",),
    ),
    Mutant(
        "two trainings that left no weights are equal trainings",
        "benchmarks.rerun",
        "            and first is not None\n",
        "",
        ("tests.test_roundtrip:test_a_rerun_is_judged_by_record_and_weights",),
    ),
)

#: What every category shares: judging, cells, values, texts, runs in turn, comparing with before.
SHARED = (
    Mutant(
        "a request that trains twice is fulfilled",
        "benchmarks.judging",
        "if fault is None and len(probe.reached) > 1:",
        "if fault is None and len(probe.reached) > 2:",
        ("tests.test_judging:test_a_request_has_the_outcome_that_its_facts_give",),
    ),
    Mutant(
        "a program that was killed for its time has ended well",
        "benchmarks.judging",
        "if not finished.ended_by_itself:",
        "if finished.exit is None or finished.exit < 0:",
        ("tests.test_judging:test_a_request_has_the_outcome_that_its_facts_give",),
    ),
    Mutant(
        "several runs are as good as the best of them",
        "benchmarks.judging",
        "worst = max(worst, met, key=severity)",
        "worst = min(worst, met, key=severity)",
        ("tests.test_judging:test_several_runs_are_each_asked_for_once",),
    ),
    Mutant(
        "where a run goes counts though nobody asked for it",
        "benchmarks.judging",
        "if name == core.FOLDER and name not in asked:",
        "if False:",
        ("tests.test_judging:test_the_run_folder_counts_only_where_it_was_asked_for",),
    ),
    Mutant(
        "a restored run differs by the folder that it goes to",
        "benchmarks.judging",
        "elif name != core.FOLDER:",
        "else:",
        ("tests.test_roundtrip:test_a_restored_run_is_judged_by_record_and_weights",),
    ),
    Mutant(
        "a mistake that left a saved run was refused in time",
        "benchmarks.judging",
        "    if saved:\n",
        "    if False:\n",
        ("tests.test_judging:test_a_mistake_has_the_outcome_that_its_facts_give",),
    ),
    Mutant(
        "a mistake that ends with exit 0 was refused",
        "benchmarks.judging",
        'Comparison(Outcome.ACCEPTED, "exit 0,',
        'Comparison(Outcome.RIGHT, "exit 0,',
        ("tests.test_judging:test_a_mistake_has_the_outcome_that_its_facts_give",),
    ),
    Mutant(
        "equal weights excuse any other value",
        "benchmarks.judging",
        " and judged.same_weights_excuse:",
        ":",
        ("tests.test_judging:test_equal_weights_do_not_excuse_another_value",),
    ),
    Mutant(
        "training that fails on what arrived decides nothing",
        "benchmarks.judging",
        "return Judgement(Outcome.LATE, detail, by=Party.CORE)",
        "return judged",
        ("tests.test_judging:test_real_training_decides_a_candidate",),
    ),
    Mutant(
        "a zero that lost its sign has changed its type",
        "benchmarks.judging",
        "same_value(before, after) and _types_differ(before, after)",
        "same_value(before, after)",
        ("tests.test_value_trips:test_one_value_against_another",),
    ),
    Mutant(
        "a declared gap that works stays a gap",
        "benchmarks.cells",
        "        if outcome is Outcome.RIGHT:\n",
        "        if False:\n",
        ("tests.test_cells:test_a_gap_that_works_is_a_false_declaration",),
    ),
    Mutant(
        "a fault of an adapter's data file is a gap of its library",
        "benchmarks.cells",
        "return unmeasured(sentence, trouble_of(error))",
        "return Judgement(Outcome.UNSUPPORTED, sentence)",
        ("tests.test_cells:test_each_trouble_has_its_word",),
    ),
    Mutant(
        "what does not apply to a row is a gap of its library",
        "benchmarks.cells",
        "return Judgement(Outcome.NOT_APPLICABLE, sentence)",
        "return Judgement(Outcome.UNSUPPORTED, sentence)",
        ("tests.test_cells:test_each_trouble_has_its_word",),
    ),
    Mutant(
        "a mistake may be wrongly rejected",
        "benchmarks.cells",
        "{Outcome.WRONG_VALUE, Outcome.REJECTED, Outcome.TYPE_CHANGED}",
        "{Outcome.WRONG_VALUE, Outcome.TYPE_CHANGED}",
        ("tests.test_cells:test_an_outcome_must_fit_the_case",),
    ),
    Mutant(
        "the row's cause goes before that of the case's own words",
        "benchmarks.cells",
        "judged.cause or causes(place)",
        "causes(place) or judged.cause",
        ("tests.test_cells:test_only_what_needs_a_cause_has_one",),
    ),
    Mutant(
        "whoever answers for the category answers for every cell of it",
        "benchmarks.cells",
        "str(judged.by or by)",
        "str(by)",
        ("tests.test_cells:test_a_cell_has_an_owner_a_detail_and_a_command",),
    ),
    Mutant(
        "any path equals any text",
        "configbench.values",
        "return bool(text and left == right)",
        "return text",
        ("tests.test_values:test_same_value_leaves_types_aside",),
    ),
    Mutant(
        "a list equals its own beginning",
        "configbench.values",
        "        return len(left) == len(right) and all(\n"
        "            _same_item(a, b) for a, b in zip(left, right, strict=True)\n",
        "        return all(\n"
        "            _same_item(a, b) for a, b in zip(left, right, strict=False)\n",
        ("tests.test_values:test_same_value_leaves_types_aside",),
    ),
    Mutant(
        "the order of a list does not count",
        "configbench.values",
        "sorted(items, key=repr) if _are_pairs(items) else items",
        "sorted(items, key=repr)",
        ("tests.test_values:test_same_value_leaves_types_aside",),
    ),
    Mutant(
        "a value that could not be read equals itself",
        "configbench.values",
        'if "unreadable" in one or "unreadable" in other:',
        "if False:",
        ("tests.test_values:test_an_unreadable_value_equals_nothing",),
    ),
    Mutant(
        "a usage block names the setting of which a message says nothing",
        "benchmarks.texts",
        "without_blocks(text).split()",
        "plain(text).split()",
        ("tests.test_texts:test_facts_of_a_message",),
    ),
    Mutant(
        "a word is named by any longer word",
        "benchmarks.texts",
        'rf"(?<![\\w]){re.escape(word)}(?![\\w])"',
        "re.escape(word)",
        ("tests.test_texts:test_facts_of_a_message",),
    ),
    Mutant(
        "a help shows a default of which it shows one number",
        "benchmarks.texts",
        "if all(_folded(token) in",
        "if any(_folded(token) in",
        ("tests.test_texts:test_a_help_explains_every_setting",),
    ),
    Mutant(
        "a path or a type is a text of a help",
        "benchmarks.texts",
        '_SPELT.sub(" ", entry)',
        "entry",
        ("tests.test_printed:test_a_help_explains_whatever_its_grammar",),
    ),
    Mutant(
        "what may be chosen shows a default",
        "benchmarks.texts",
        'found = re.findall(r"[\\w.+-]+", offered)',
        'found = re.findall(r"[\\w.+-]+", entry)',
        ("tests.test_printed:test_a_help_explains_whatever_its_grammar",),
    ),
    Mutant(
        "a help whose settings have no text explains them",
        "benchmarks.texts",
        "not (self.unnamed or self.without_default or self.without_text)",
        "not (self.unnamed or self.without_default)",
        ("tests.test_texts:test_a_help_explains_every_setting",),
    ),
    Mutant(
        "where the run goes is a difference between a run and its repetition",
        "benchmarks.rerun",
        "if name != core.FOLDER and not (",
        "if not (",
        ("tests.test_roundtrip:test_a_rerun_is_judged_by_record_and_weights",),
    ),
    Mutant(
        "a round keeps the slowest of its starts",
        "configbench.timing.rounds",
        "statistics.median(start.wall for start in starts)",
        "max(start.wall for start in starts)",
        (
            "tests.test_interleaved:"
            "test_the_median_of_the_starts_is_kept_and_warm_ups_are_not",
        ),
    ),
    Mutant(
        "rounds end for a contestant by what they find, not by how well it is known",
        "configbench.timing.rounds",
        "return found.half_width <= self.width * found.median",
        "return not found.low <= 1 <= found.high",
        (
            "tests.test_interleaved:"
            "test_who_leaves_is_decided_by_how_wide_and_not_by_where",
        ),
    ),
    Mutant(
        "a twin may leave before its original",
        "configbench.timing.rounds",
        "wanting |= others.intersection(pair)",
        "pass",
        ("tests.test_interleaved:test_twins_leave_together",),
    ),
    Mutant(
        "a fault of ours is a crash of the program that was timed then",
        "benchmarks.interleaved",
        'return UnmeasuredError(f"trouble while',
        'return ValueError(f"trouble while',
        (
            "tests.test_interleaved:"
            "test_whatever_happens_to_one_the_others_keep_their_times",
        ),
    ),
    Mutant(
        "a fault of ours is a fact of the case that was measured then",
        "benchmarks.category",
        "    except TROUBLES as trouble:\n",
        "    except Exception as trouble:\n",
        ("tests.test_cells:test_an_attempt_keeps_faults_of_ours",),
    ),
    Mutant(
        "a row whose data file is at fault crashes when it is timed",
        "benchmarks.interleaved",
        "    if samples.trouble:\n",
        "    if samples.trouble == Trouble.HERE:\n",
        (
            "tests.test_interleaved:"
            "test_whatever_happens_to_one_the_others_keep_their_times",
        ),
    ),
    Mutant(
        "a significant difference counts though it is below the noise",
        "configbench.timing.paired",
        "adjusted_p < ALPHA and abs(measured.median) > floor",
        "adjusted_p < ALPHA",
        ("tests.test_paired:test_different_means_significant_and_above_the_noise",),
    ),
    Mutant(
        "a command is told from another by less than it differs from its own copy",
        "configbench.timing.verdicts",
        "lambda *_: noise.half_width",
        "lambda *_: 0.0",
        ("tests.timing.test_compare:test_what_is_below_the_noise_is_no_difference",),
    ),
    Mutant(
        "p-values are not adjusted for their number",
        "configbench.timing.paired",
        "min(1.0, (len(ordered) - rank) * p_values[key])",
        "p_values[key]",
        ("tests.test_paired:test_holm_by_hand",),
    ),
    Mutant(
        "a fresh cell agrees with one whose value arrived otherwise",
        "benchmarks.reproducing",
        '("outcome", "arrival", "safety",',
        '("outcome", "safety",',
        ("tests.test_reproducing:test_a_cell_agrees_by_outcome_and_figures",),
    ),
    Mutant(
        "two intervals overlap if one begins before the other ends",
        "benchmarks.reproducing",
        'one["low"] <= two["high"] and two["low"] <= one["high"]',
        'one["low"] <= two["high"]',
        ("tests.test_reproducing:test_times_agree_where_intervals_overlap",),
    ),
    Mutant(
        "a fresh time is not taken as a multiple of the control's",
        "benchmarks.reproducing",
        "same = _overlap(*ratios)",
        "same = False",
        ("tests.test_timed:test_a_fresh_time_may_agree_as_a_multiple_of_the_controls",),
    ),
)

#: The judges of the categories, in the order of the report.
CATEGORIES = (
    Mutant(
        "an attempt that gives something else is no worse than a gap",
        "benchmarks.gaps",
        "_WORSE = (Outcome.WRONG_VALUE, Outcome.TYPE_CHANGED)",
        "_WORSE = (Outcome.TYPE_CHANGED,)",
        ("tests.test_gaps:test_a_gap_is_no_better_than_its_attempts",),
    ),
    Mutant(
        "one attempt is enough",
        "benchmarks.gaps",
        "ENOUGH = 2",
        "ENOUGH = 1",
        ("tests.test_gaps:test_what_proves_nothing_is_refused",),
    ),
    Mutant(
        "a sweep that lines of the program do is the library's",
        "benchmarks.categories.sweep.judging",
        "return by if without is outcome else Party.ADAPTER",
        "return by",
        ("tests.test_sweep:test_lines_of_the_program_answer_for_what_they_decide",),
    ),
    Mutant(
        "a stored figure may be another than the one that is computed again",
        "benchmarks.rechecking.judged",
        "rel_tol=_NEAR",
        "rel_tol=1.0",
        (
            "tests.test_recheck:test_computed_numbers_are_the_same_but_for_their_last_bits",
        ),
    ),
    Mutant(
        "a setting that did not arrive is read back as one that did",
        "benchmarks.stored_facts",
        'None if each["got"] == "missing" else value(each["got"])',
        'value(each["got"])',
        ("tests.test_recheck:test_differences_are_those_of_the_sentence",),
    ),
    Mutant(
        "a text under an attribute is code",
        "benchmarks.categories.lines",
        "isinstance(attribute, ast.Assign | ast.AnnAssign) and _is_text(below)",
        "isinstance(attribute, ast.Assign) and _is_text(below)",
        ("tests.test_lines:test_a_docstring_under_an_attribute_is_one",),
    ),
    Mutant(
        "a mark makes help of whatever stands under it",
        "benchmarks.categories.lines",
        'if role == "help" and number not in texts:',
        "if False:",
        ("tests.test_lines:test_code_under_a_mark_of_help_is_told",),
    ),
    Mutant(
        "a change is as good as its last failing check",
        "benchmarks.categories.change.judging",
        "checks[failed[0]].outcome",
        "checks[failed[-1]].outcome",
        ("tests.test_change:test_a_change_is_what_its_first_failing_check_is",),
    ),
    Mutant(
        "any refusal will do, whatever it is about",
        "benchmarks.categories.change.judging",
        "if refusal.outcome is Outcome.RIGHT and setting not in text:",
        "if False:",
        ("tests.test_change:test_a_check_is_judged_by_what_the_program_did",),
    ),
    Mutant(
        "training decides where not even what was asked for can be trained",
        "benchmarks.categories.overrides.judging",
        "if asked is not None and asked.weights is None:",
        "if False:",
        ("tests.test_overrides:test_real_training_settles_what_arrived",),
    ),
    Mutant(
        "a program that trains instead of printing does what was asked",
        "benchmarks.categories.overrides.judging",
        'Judgement(Outcome.WRONG_VALUE, "trained,',
        'Judgement(Outcome.RIGHT, "trained,',
        ("tests.test_overrides:test_an_output_is_wanted_and_no_training",),
    ),
    Mutant(
        "a rerun whose weights are equal has changed nothing but types",
        "benchmarks.categories.roundtrip.headline",
        "judged is Outcome.TYPE_CHANGED and first == second",
        "first == second",
        ("tests.test_roundtrip:test_a_rerun_is_judged_by_record_and_weights",),
    ),
    Mutant(
        "a restored run may train to other weights",
        "benchmarks.categories.roundtrip.judging",
        "if weights[0] != weights[1]:",
        "if False:",
        ("tests.test_roundtrip:test_a_restored_run_is_judged_by_record_and_weights",),
    ),
    Mutant(
        "a setting came back although its run failed behind the core",
        "benchmarks.categories.roundtrip.judging",
        "    if fault := judge_end(trip.second):\n",
        "    if (fault := judge_end(trip.second)) and not trip.second.reached:\n",
        ("tests.test_roundtrip:test_a_setting_that_did_not_come_back_says_why",),
    ),
    Mutant(
        "a value may change another setting on its way into the core",
        "benchmarks.categories.roundtrip.value_judging",
        "if judged.outcome is Outcome.RIGHT and facts.ground and len(facts.batch) == 1:",
        "if False:",
        ("tests.test_value_trips:test_a_part_of_another_class_strays",),
    ),
    Mutant(
        "a value may change another setting on its way back",
        "benchmarks.categories.roundtrip.value_judging",
        "return replace(judged, outcome=Outcome.WRONG_VALUE, detail=changed)",
        "return replace(judged, detail=changed)",
        ("tests.test_value_trips:test_arrival_and_return_are_judged_apart",),
    ),
    Mutant(
        "a value that came back with another type needs no trip of its own",
        "benchmarks.categories.roundtrip.value_judging",
        "and judge_way_back(value, facts).outcome is Outcome.RIGHT",
        "and judge_way_back(value, facts).outcome is not Outcome.WRONG_VALUE",
        ("tests.test_value_trips:test_only_what_needs_no_second_look_is_settled",),
    ),
    Mutant(
        "a later load may take what is left for another run",
        "benchmarks.categories.roundtrip.faults",
        "if state is State.OTHER:",
        "if False:",
        ("tests.test_faults:test_a_fault_is_judged_by_what_is_said_and_what_is_left",),
    ),
    Mutant(
        "a program that trains on as if it had saved is refused late",
        "benchmarks.categories.roundtrip.faults",
        'return fault.wrong, "trained as if',
        'return Outcome.LATE, "trained as if',
        ("tests.test_faults:test_a_fault_is_judged_by_what_is_said_and_what_is_left",),
    ),
    Mutant(
        "a later load that crashes has refused",
        "benchmarks.categories.roundtrip.loading",
        "return State.CRASHED, self._placeless(fault.detail)",
        "return State.REFUSED, self._placeless(fault.detail)",
        ("tests.test_faults:test_a_later_load_is_told_in_one_word",),
    ),
    Mutant(
        "the first of two runs in one place may be all that is saved",
        "benchmarks.categories.roundtrip.target_exists",
        '    if "0" not in whole:\n',
        "    if not whole:\n",
        ("tests.test_faults:test_two_runs_in_one_place",),
    ),
    Mutant(
        "a kind of value is as good as the best of its trials",
        "benchmarks.categories.roundtrip.kinds_judging",
        "worst = min(judged, key=",
        "worst = max(judged, key=",
        ("tests.test_kinds:test_the_worst_trial_of_a_kind_decides",),
    ),
    Mutant(
        "configs may be equal that are not",
        "benchmarks.categories.roundtrip.kinds_judging",
        "Outcome.RIGHT if same and not other",
        "Outcome.RIGHT if same",
        ("tests.test_kinds:test_an_object_is_judged_by_what_became_of_it",),
    ),
    Mutant(
        "a property holds of which no example could be tried",
        "benchmarks.categories.roundtrip.kinds_judging",
        "return Judgement(Outcome.REJECTED, nothing, evidence(facts))",
        "return Judgement(Outcome.RIGHT, nothing, evidence(facts))",
        ("tests.test_kinds:test_a_property_is_judged_by_its_counter_example",),
    ),
    Mutant(
        "a marker that was touched counts only where the program trained",
        "benchmarks.categories.safety.judging",
        "    if met.touched:\n        return",
        "    if met.touched and met.probe.reached:\n        return",
        ("tests.test_safety:test_a_canary_is_judged_by_its_marker_first",),
    ),
    Mutant(
        "what a canary asked for may arrive",
        "benchmarks.categories.safety.judging",
        "    if met.read:\n",
        "    if False:\n",
        ("tests.test_safety:test_a_canary_is_judged_by_its_marker_first",),
    ),
    Mutant(
        "a secret in the output is well kept",
        "benchmarks.categories.safety.judging",
        ', *(["its output"] if landed.printed else [])',
        "",
        ("tests.test_safety:test_a_secret_belongs_into_the_saved_config_only",),
    ),
    Mutant(
        "a program that saves nothing keeps a secret well",
        "benchmarks.categories.safety.judging",
        "    if not landed.saved:\n",
        "    if False:\n",
        ("tests.test_safety:test_a_secret_belongs_into_the_saved_config_only",),
    ),
    Mutant(
        "a program may report that it is ready before its config is saved",
        "benchmarks.categories.startup.starts",
        "    if not facts.saved:\n",
        "    if False:\n",
        ("tests.test_startup:test_a_time_needs_one_true_stamp",),
    ),
    Mutant(
        "a mistake that trains has the time of a refusal",
        "benchmarks.categories.startup.starts",
        '    if facts.stamps:\n        return Start(fault="the mistake',
        '    if False:\n        return Start(fault="the mistake',
        ("tests.test_startup:test_each_kind_of_start_has_its_own_end",),
    ),
    Mutant(
        "rows are compared though the control could not be timed",
        "benchmarks.categories.startup.judging",
        "if fault := self.race.samples[self.race.control].fault:",
        "if fault := None:",
        ("tests.test_startup:test_without_a_control_nothing_is_published",),
    ),
    Mutant(
        "a run that imports torch has the ratio of what comes behind the import alone",
        "configbench.timing.rounds",
        "        if not baseline.whole:\n",
        "        if True:\n",
        (
            "tests.test_startup:test_the_noise_of_an_import_is_not_in_the_ratio_of_a_run",
        ),
    ),
    Mutant(
        "a mark from before the import begins what is timed behind it",
        "benchmarks.categories.startup.starts",
        "began < before < after <= wall < ready",
        "began < wall < ready",
        ("tests.test_startup:test_each_kind_of_start_has_its_own_end",),
    ),
    Mutant(
        "the process of a row may live on past its stamps for as long as it likes",
        "benchmarks.categories.startup.doubts",
        "again[len(again) // 4] <= common",
        "again[len(again) // 4] >= common",
        ("tests.test_doubts:test_rests_that_were_long_by_chance_are_asked_again",),
    ),
    Mutant(
        "a single late end makes a liar",
        "benchmarks.categories.startup.doubts",
        "statistics.median_low(rests)",
        "max(rests)",
        ("tests.test_doubts:test_a_single_disturbed_end_is_no_lie",),
    ),
    Mutant(
        "a row is believed to be ready before the same program with literals",
        "benchmarks.categories.startup.doubts",
        "if ratio.high >= 1 or above.high >= -floor:",
        "if True:",
        ("tests.test_doubts:test_no_row_is_quicker_than_its_literals",),
    ),
    Mutant(
        "a row that is slower once where nobody looks is a liar",
        "benchmarks.categories.startup.doubts",
        "while fault and len(starts) <= 2 * _PAIRS:",
        "while False:",
        ("tests.test_doubts:test_what_takes_longer_where_nobody_looks_is_found",),
    ),
    Mutant(
        "few rounds compare all with all",
        "benchmarks.categories.startup.judging",
        ")) * len(wanted)\n            < paired.ALPHA",
        "))\n            < paired.ALPHA",
        ("tests.test_startup:test_few_rounds_compare_with_the_control_only",),
    ),
    Mutant(
        "a generated program may have its settings in other types",
        "benchmarks.categories.scaling.judging",
        "repr(got[key]) != repr(value)",
        "got[key] != value",
        ("tests.test_scaling:test_a_time_needs_the_settings_that_were_meant",),
    ),
    Mutant(
        "the cost of a start flattens a slope",
        "benchmarks.categories.scaling.judging",
        "base = statistics.median(measured[first])",
        "base = 0.0",
        ("tests.test_scaling:test_quadratic_growth_has_slope_two_and_noise_none",),
    ),
    Mutant(
        "growth within the spread of its samples has a slope",
        "benchmarks.categories.scaling.judging",
        "if one > spread and two > 0:",
        "if one > 0 and two > 0:",
        ("tests.test_scaling:test_quadratic_growth_has_slope_two_and_noise_none",),
    ),
    Mutant(
        "a row crashes where the bare interpreter could not be timed",
        "benchmarks.categories.scaling.judging",
        "return unmeasured(sentence, Trouble.HERE)",
        "return judgement(own, {}, self.by)",
        (
            "tests.test_scaling:test_a_bare_interpreter_that_cannot_run_publishes_nothing",
        ),
    ),
    Mutant(
        "a setting that is not in the record is no loss",
        "benchmarks.categories.remote.judging",
        '("lost", "not in the record"),',
        '("last", "not in the record"),',
        ("tests.test_beyond:test_a_record_is_as_good_as_its_worst_setting",),
    ),
    Mutant(
        "a tracker that dies may take the config with it",
        "benchmarks.categories.remote.judging",
        "Outcome.RIGHT if kept else Outcome.WRONG_VALUE",
        "Outcome.RIGHT",
        ("tests.test_beyond:test_a_tracker_that_dies",),
    ),
    Mutant(
        "a record that kept the first value holds the second",
        "benchmarks.categories.remote.judging",
        'fate(typed(value), came) != "changed":',
        'fate(typed(value), came) != "lost":',
        ("tests.test_beyond:test_a_value_that_is_set_twice",),
    ),
    Mutant(
        "a value is kept in the text of another one",
        "benchmarks.categories.remote.fates",
        'return literal["t"] != "str" and fate(want, literal) != "changed"',
        'return literal["t"] != "str"',
        ("tests.test_beyond:test_the_fate_of_a_kind",),
    ),
    Mutant(
        "what is buried in a text is kept",
        "benchmarks.categories.remote.fates",
        'elif where == "buried":\n                word = "buried"',
        'elif where == "buried":\n                word = "kept"',
        ("tests.test_beyond:test_a_setting_is_looked_up_where_rows_put_it",),
    ),
    Mutant(
        "three jobs may be under way at an interruption",
        "benchmarks.categories.sweep.judging",
        "_UNDER_WAY = 2",
        "_UNDER_WAY = 3",
        ("tests.test_sweep:test_the_judgement",),
    ),
    Mutant(
        "a lost job is a refusal though the exit code says nothing of it",
        "benchmarks.categories.sweep.judging",
        "outcome = Outcome.REJECTED if failed else Outcome.WRONG_VALUE",
        "outcome = Outcome.REJECTED",
        ("tests.test_sweep:test_the_judgement",),
    ),
    Mutant(
        "the runs of a sweep need not be saved",
        "benchmarks.categories.sweep.judging",
        "if unsaved := judge_saved(",
        "if unsaved := False and judge_saved(",
        ("tests.test_sweep:test_the_judgement",),
    ),
    Mutant(
        "a feature is had if its first line does as asked",
        "benchmarks.categories.features.judging",
        "if right == len(judged):",
        "if right:",
        ("tests.test_features:test_all_lines_must_do_as_asked",),
    ),
    Mutant(
        "what arrives otherwise was refused",
        "benchmarks.categories.features.judging",
        "if not run.seen.arrived:",
        "if run.seen.arrived:",
        ("tests.test_features:test_all_lines_must_do_as_asked",),
    ),
    Mutant(
        "a learning rate may be drawn from beyond its bounds",
        "benchmarks.categories.sweep.judging",
        'core.LOWEST <= float(rate["v"]) <= core.HIGHEST',
        'core.LOWEST <= float(rate["v"])',
        ("tests.test_sweep:test_a_draw_stays_within_its_bounds",),
    ),
    Mutant(
        "the folder of the run must be the same on all ranks",
        "benchmarks.categories.ranks",
        "compare(record, first, set())",
        "compare(record, first, {core.FOLDER})",
        ("tests.test_beyond:test_one_config_on_all_ranks",),
    ),
    Mutant(
        "the loss of two ranks may be a thousandth away",
        "benchmarks.categories.ranks",
        "TOLERANCE = 1e-4",
        "TOLERANCE = 1e-3",
        ("tests.test_beyond:test_training_together",),
    ),
    Mutant(
        "ranks with two configs that trained and then failed were refused",
        "benchmarks.categories.ranks",
        "if facts.finished.exit == 0 or facts.losses:",
        "if facts.finished.exit == 0:",
        ("tests.test_beyond:test_a_rank_with_another_config",),
    ),
)

#: What ``python -m benchmarks check`` says of a row.
CONTRACT = (
    Mutant(
        "a contract is kept where any setting of several has its effect",
        "benchmarks.contract.runs",
        "faults = [each for each in every if each.outcome is not Outcome.RIGHT]",
        "faults = [each for each in every[:1] if each.outcome is not Outcome.RIGHT]",
        ("tests.test_contract:test_a_check_is_as_good_as_its_worst_run",),
    ),
    Mutant(
        "one declared deviation excuses all that changed their types",
        "benchmarks.contract.runs",
        "if all(any(name in text for text in row.deviations)",
        "if any(any(name in text for text in row.deviations)",
        ("tests.test_contract:test_only_what_is_declared_is_forgiven",),
    ),
    Mutant(
        "a misspelt key that is refused late keeps the contract undeclared",
        "benchmarks.contract.runs",
        "if outcome is Outcome.LATE and cause:",
        "if outcome is Outcome.LATE:",
        ("tests.test_contract:test_a_late_refusal_must_be_declared",),
    ),
    Mutant(
        "a saved run may come back with other weights",
        "benchmarks.contract.runs",
        "    if not done.equal:\n",
        "    if done.differences:\n",
        ("tests.test_contract:test_a_saved_run_must_come_back",),
    ),
    Mutant(
        "a declared gap that works keeps the contract",
        "benchmarks.contract.files",
        'if cell.get("false_declaration"):',
        "if False:",
        ("tests.test_contract:test_a_declared_gap_is_tried",),
    ),
    Mutant(
        "of several settings set at once, one may get lost",
        "benchmarks.contract.runs",
        "if judged.outcome not in {Outcome.RIGHT, Outcome.TYPE_CHANGED}:",
        "if judged.outcome not in {Outcome.RIGHT, Outcome.WRONG_VALUE}:",
        ("tests.test_contract:test_of_other_parts_the_numbers_tell",),
    ),
)

#: Where the report decides: rates, needs, answers.
REPORT = (
    Mutant(
        "a rate of the library counts cells of the adapter",
        "report.figures",
        'if ("library" if cell["by"] == "core" else cell["by"]) == by',
        "if True",
        ("tests.test_report:test_untried_cells_are_no_part_of_a_rate",),
    ),
    Mutant(
        "what a program does not use was tried",
        "report.cells",
        'NOT_TRIED = {"unsupported", "not_used", "not_applicable", "unmeasured"}',
        'NOT_TRIED = {"unsupported", "not_applicable", "unmeasured"}',
        ("tests.test_report:test_untried_cells_are_no_part_of_a_rate",),
    ),
    Mutant(
        "a mistake that ran is not silently wrong",
        "report.cells",
        'SILENTLY_WRONG = ("wrong_value", "accepted")',
        'SILENTLY_WRONG = ("wrong_value",)',
        ("tests.test_report:test_untried_cells_are_no_part_of_a_rate",),
    ),
    Mutant(
        "what is observed is part of a rate",
        "report.cells",
        '.get("kind") != "observation"',
        '.get("kind") != "observed"',
        ("tests.test_report:test_what_is_observed_is_no_part_of_a_rate",),
    ),
    Mutant(
        "a value that did not arrive is well if it came back",
        "report.cells",
        'both = (arrival(cell), cell["outcome"])',
        'both = (cell["outcome"],)',
        ("tests.test_findings:test_how_a_value_arrived_counts",),
    ),
    Mutant(
        "a need is met by the library where a line of the program meets it",
        "report.needs",
        'next((by for by in _OTHERS if by in parties), "library")',
        '"library"',
        ("tests.test_findings:test_a_need_is_judged_from_its_cells",),
    ),
    Mutant(
        "a need is met by the library where nobody knows by whom",
        "report.needs",
        '_OTHERS = ("adapter", "documented", "core", "unmeasured")',
        '_OTHERS = ("adapter", "documented", "core")',
        (
            "tests.test_report_parties:test_a_need_is_met_by_the_party_that_takes_most_merit",
        ),
    ),
    Mutant(
        "whatever has a page is documented",
        "report.cells",
        'documented = cell["by"] == "adapter" and "documented" in cell',
        'documented = "documented" in cell',
        ("tests.test_report_parties:test_only_what_the_program_does_is_documented",),
    ),
    Mutant(
        "a need is met by who was never measured",
        "report.needs",
        'outcomes = {cell["outcome"] if cell else None for cell in judged}',
        'outcomes = {cell["outcome"] for cell in judged if cell}',
        ("tests.test_findings:test_a_need_is_judged_from_its_cells",),
    ),
    Mutant(
        "who has no place for any attack has withstood them",
        "report.needs",
        'if outcomes and "right" not in outcomes:',
        "if False:",
        ("tests.test_findings:test_what_cannot_be_attacked_is_safe",),
    ),
    Mutant(
        "what the obvious spelling of a gap did is no surprise",
        "report.surprises",
        'if cell["outcome"] in LACKING and tried in WORST and tried != "rejected":',
        "if False:",
        ("tests.test_findings:test_what_the_obvious_spelling_did_counts",),
    ),
    Mutant(
        "a mistake that ran before schema 2 was a wrong value",
        "report.schema1",
        'return "accepted" if kind == "mistake" else "wrong_value"',
        'return "accepted" if kind == "error" else "wrong_value"',
        ("tests.test_report_schema1:test_a_mistake_that_ran_was_accepted",),
    ),
    Mutant(
        "intervals that overlap have parted",
        "report.against",
        'old["high"] < new["low"] or new["high"] < old["low"]',
        'old["high"] > new["low"] or new["high"] < old["low"]',
        ("tests.test_findings:test_what_changed_beyond_noise",),
    ),
    Mutant(
        "a declared gap that works is no fault of the results",
        "report.checking",
        'if cell.get("false_declaration"):',
        "if False:",
        ("tests.test_report_check:test_a_declared_gap_that_works_is_a_fault",),
    ),
)

#: Of public tables.
TABLES = (
    Mutant(
        "what a page denies is judged as if it granted it",
        "benchmarks.claims.tables.judging",
        "if says is Says.YES:",
        "if says in Says:",
        ("tests.test_public_tables:test_a_denial_can_fail",),
    ),
    Mutant(
        "a program that ran and then failed counts as a refusal",
        "benchmarks.small",
        "return not seen.arrived and seen.exit",
        "return seen.exit",
        ("tests.test_small:test_what_a_line_must_do",),
    ),
)

MUTANTS = (*KNOWN, *SHARED, *CATEGORIES, *CONTRACT, *REPORT, *TABLES)
