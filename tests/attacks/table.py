"""The table of attacks: what each does, and what must be true then.

``python -m tests.attacks`` tries them (``make attack``).  What the suite tries anyhow is named here
by its tests and not written again: the table runs those.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tests.attacks import confinement, disks, hands, inputs, scripts
from tests.attacks.trees import Tree


class Pace(StrEnum):
    """Where an attack is tried beside ``make attack``.

    ``QUICK`` in every run of the suite, ``SLOW`` where slow tests run, ``HAND`` nowhere else.
    """

    QUICK = "quick"
    SLOW = "slow"
    HAND = "by hand"


@dataclass(frozen=True)
class Attack:
    """One attack.

    Attributes
    ----------
    name
        How it is called, in ``--only`` and in SECURITY.md.
    does
        What is done.
    must
        What must be true then.
    tried
        Tests of the suite that do it, or a function that does and returns what is amiss; one that
        has ``points`` takes their number, too.
    pace
        Where else a function is tried; tests are where the suite has them.
    points
        At how many random points it is tried by default; 0 for what has none.
    """

    name: str
    does: str
    must: str
    tried: (
        tuple[str, ...] | Callable[[Tree], list[str]] | Callable[[Tree, int], list[str]]
    )
    pace: Pace = Pace.QUICK
    points: int = 0


_PLACE = "tests/configbench/test_place.py::"
_FOREIGN = "tests/test_foreign_input.py::"
_FILES = "tests/configbench/test_foreign.py::"
_GROUPS = "tests/configbench/test_cgroups.py::"
_STARTS = "tests/test_startup_programs.py::"

ATTACKS: tuple[Attack, ...] = (
    # -- programs and rows that attack (H of what was found) --------------------------------------
    Attack(
        "leaves-processes",
        "daemons, forked twice, without exec, in sessions of their own; 200 of them; bombs",
        "all are ended and counted; no process and no file is left, by a count from outside",
        (
            f"{_PLACE}test_what_is_left_is_counted_and_ended",
            f"{_PLACE}test_attacks_leave_nothing",
            f"{_PLACE}test_the_script_that_counts_finds_what_is_left",
            f"{_GROUPS}test_a_fork_bomb_ends_at_the_cap",
        ),
    ),
    Attack(
        "stops-its-parent",
        "SIGSTOP or SIGKILL to whoever looks after the run, or to itself",
        "it is over its time limit; the next run works",
        (
            f"{_PLACE}test_a_stopped_supervisor_ends_with_the_last_deadline",
            "tests/test_zygote.py::test_a_zygote_that_was_killed_is_replaced",
        ),
    ),
    Attack(
        "kills-everybody",
        "SIGKILL to all processes that it may signal",
        "in a namespace it reaches its own alone",
        confinement.kills_all,
    ),
    Attack(
        "reads-secrets",
        "looks for a variable of the harness, in its own and in /proc",
        "in a namespace it is nowhere",
        confinement.secrets,
    ),
    Attack(
        "looks-around",
        "lists its folders, its variables, its input and the processes that it sees",
        "empty folders, the stated variables, no input; in a namespace nobody else",
        confinement.surroundings,
        Pace.SLOW,
    ),
    Attack(
        "takes-too-much",
        "time, output, memory in many children, shared memory, processes, files",
        "each limit has its word, and holds for all that a run starts",
        (
            f"{_PLACE}test_limits_hold_for_all_that_a_run_starts",
            f"{_PLACE}test_memory_is_that_of_all_together",
            f"{_PLACE}test_shared_memory_is_the_runs_own_and_limited",
            f"{_GROUPS}test_memory_that_nobody_maps_is_over_the_limit",
        ),
    ),
    Attack(
        "as-an-ordinary-user",
        "the same without the rights of root, in a fork that keeps none",
        "the same place; no capability reaches the program",
        (f"{_PLACE}test_an_ordinary_user_has_the_same_place",),
    ),
    Attack(
        "saves-a-device",
        "its saved config is a link to /dev/zero, a FIFO, a hole of 1 GB, 1,000 folders deep",
        "one sentence; nothing is opened, copied or waited for",
        (
            f"{_FOREIGN}test_a_saved_config_that_cannot_be_carried_is_told",
            f"{_FOREIGN}test_a_saved_link_breaks_the_cells_of_the_round_trip",
            f"{_FILES}test_a_copy_is_what_was_there",
        ),
    ),
    Attack(
        "puts-a-pipe-anywhere",
        "a FIFO, a device, a folder or a link where a file of ours is read or written",
        "it is named and never opened; what a link led to is not touched",
        (
            f"{_FILES}test_a_file_that_is_none_is_named_and_never_opened",
            f"{_FILES}test_a_device_and_a_folder_are_no_files",
            f"{_FILES}test_a_file_of_ours_takes_the_place_of_anything",
            f"{_FOREIGN}test_metrics_are_read_where_there_is_one_file",
        ),
    ),
    Attack(
        "removes-its-place",
        "removes its own folder, or the one above",
        "its cell is broken in one sentence; other rows keep theirs",
        (f"{_FOREIGN}test_a_place_that_a_run_removed_is_told",),
    ),
    Attack(
        "forges-records",
        "writes records of its own: no JSON, no values, 200,000 deep, text for a number",
        "one sentence names line and key; what was asked beside it stays",
        (
            f"{_FOREIGN}test_a_forged_record_breaks_its_cell_alone",
            f"{_FOREIGN}test_what_is_no_record_is_told",
            f"{_FOREIGN}test_any_two_records_can_be_judged",
            f"{_FILES}test_a_line_that_is_no_object_is_told",
        ),
    ),
    Attack(
        "nests-values",
        "values as deep as they may be, 10**5000, 3 MB; objects that lie about themselves",
        "they are judged, cut or named; nothing of the program's own runs",
        (
            f"{_FOREIGN}test_the_deepest_record_can_be_judged",
            "tests/test_data_files.py::test_a_number_of_any_length_comes_back",
            "tests/configbench/test_typed_hostile.py::test_nothing_of_the_programs_own_runs",
            "tests/configbench/test_typed_hostile.py::test_what_holds_itself_many_times_over_ends",
            "tests/configbench/test_typed_hostile.py::test_the_record_stays_small",
        ),
    ),
    Attack(
        "bends-a-start",
        "a stamp that is text, a FIFO, or missing; a row that removes its folder when timed",
        "that row has a fault; every other keeps its times",
        (
            f"{_FOREIGN}test_a_start_that_leaves_no_stamp_has_a_fault",
            f"{_STARTS}test_a_row_that_misbehaves_when_started_takes_no_time_from_others",
        ),
    ),
    Attack(
        "bends-the-clock",
        "a row that puts its clock back, is ready before its literals are, or below the control",
        "found; its times are no result; no honest row is accused",
        (
            "tests/test_doubts.py::test_a_clock_that_is_put_back_is_found",
            "tests/test_doubts.py::test_a_time_below_the_control_is_no_result",
            "tests/test_doubts.py::test_honest_rows_are_believed",
        ),
    ),
    Attack(
        "acts-otherwise",
        "a row that does other things where it is looked at or timed than where it is not",
        "that row is unmeasured, and no other",
        (
            "tests/test_doubts.py::test_a_liar_shows_itself_in_a_single_start",
            "tests/test_doubts.py::test_nothing_of_a_row_that_acts_otherwise_is_published",
        ),
    ),
    Attack(
        "ends-the-harness",
        "os._exit, sys.exit, exceptions and endless loops in a row's dialect.py and values.py",
        "they never run in the harness; one question is lost and told",
        (
            "tests/test_data_files.py::test_whatever_a_spelling_does_is_told_of_it",
            "tests/test_data_files.py::test_whatever_loading_does_is_told_of_the_file",
            "tests/test_data_files.py::test_a_crash_costs_one_question_of_many",
            "tests/test_value_files.py::test_a_crash_loses_one_question",
            f"{_FOREIGN}test_a_values_file_that_answers_for_us_breaks_one_question",
        ),
    ),
    Attack(
        "takes-a-name",
        "a row from elsewhere that is called as one of ours, as the control, as a category",
        "refused in one sentence",
        (
            "tests/test_elsewhere.py::test_a_name_that_is_taken_or_breaks_addresses_is_refused",
            "tests/test_elsewhere.py::test_every_category_is_a_reserved_name",
            "tests/test_elsewhere.py::test_two_rows_of_one_name_are_refused",
        ),
    ),
    Attack(
        "is-written-to",
        "a row from elsewhere, measured by every command",
        "its folder is as it was; a link out of it is its fault",
        (
            "tests/test_elsewhere.py::test_its_folder_is_left_as_it_was",
            "tests/test_elsewhere.py::test_a_link_to_a_folder_is_the_row_s_fault",
        ),
    ),
    Attack(
        "is-only-found",
        "a row that an installed distribution brings, with code at its import",
        "it is found by its metadata; nothing of it is imported",
        (
            "tests/test_brought.py::test_a_row_of_a_distribution_is_found_and_not_imported",
        ),
    ),
    Attack(
        "is-not-proven",
        "a row that looks right and is not, from elsewhere",
        "published with a mark that says what was not proven",
        ("tests/test_elsewhere.py::test_what_is_not_proven_is_published_with_a_mark",),
    ),
    Attack(
        "says-markup",
        "scripts, links, tables and half marks in all that a program, a row or a library says",
        "pages show it as text",
        (
            "tests/test_site.py::test_a_script_in_a_text_is_read_and_never_run",
            "tests/test_escaping.py::test_text_in_markdown_is_text",
            "tests/test_escaping.py::test_text_in_html_is_text",
            "tests/test_escaping.py::test_text_in_a_picture_is_text",
            "tests/test_escaping.py::test_text_on_a_terminal_is_text",
        ),
    ),
    # -- results, disks, input (R) ----------------------------------------------------------------
    Attack(
        "harness-is-killed",
        "SIGKILL, SIGINT or SIGTERM to the harness while programs hang",
        "neither they nor its files live on; a signal is heard where it is safe",
        (
            f"{_PLACE}test_nothing_outlives_a_harness_that_is_killed",
            f"{_PLACE}test_a_signal_ends_the_run_and_is_raised_where_it_is_safe",
        ),
    ),
    Attack(
        "harness-is-interrupted",
        "SIGINT, SIGTERM and SIGKILL at random instants of a run",
        "stored cells stay; in 2 s no process and no file is left",
        scripts.interrupted,
        Pace.HAND,
        points=3,
    ),
    Attack(
        "full-disk-run",
        "a disk that fills at random points of a run",
        "results.json and pages whole, old or new; no left-over; one sentence names the path",
        disks.run,
        Pace.HAND,
        points=50,
    ),
    Attack(
        "full-disk-report",
        "a disk that fills at random points of a report",
        "each page whole, old or new; no left-over; one sentence names the path",
        disks.report,
        Pace.HAND,
        points=50,
    ),
    Attack(
        "full-disk-report-check",
        "a disk that fills at random points of report --check",
        "nothing changes",
        disks.report_check,
        Pace.HAND,
        points=50,
    ),
    Attack(
        "full-disk-check",
        "a disk for temporary files that fills at random points of a row's check",
        "told as the disk's fault; nothing half is remembered",
        disks.check,
        Pace.HAND,
        points=50,
    ),
    Attack(
        "little-room",
        "little room for temporary files while a row is measured",
        "a cell is what it usually is, or unmeasured",
        disks.temporary,
        Pace.HAND,
        points=6,
    ),
    Attack(
        "read-only",
        "a run, a report and a check where nothing can be written",
        "one sentence names the path; nothing has changed; a check needs no cache",
        disks.read_only,
        Pace.HAND,
    ),
    Attack(
        "two-at-once",
        "two runs into one file of results",
        "whatever was measured is there; one says who holds the file",
        lambda tree: hands.together(tree, 2),
        Pace.HAND,
    ),
    Attack(
        "five-at-once",
        "five runs into one file of results",
        "whatever was measured is there; one says who holds the file",
        lambda tree: hands.together(tree, 5),
        Pace.HAND,
    ),
    Attack(
        "lies-in-a-lock",
        "nonsense, depth and escape characters where a run tells that it holds the file",
        "the second run is refused in one sentence that cannot act",
        hands.lies_in_a_lock,
        Pace.HAND,
    ),
    Attack(
        "report-meanwhile",
        "a report is written while a run stores its units",
        "REPORT.md and results.json are whole whenever they are read",
        hands.report_meanwhile,
        Pace.HAND,
    ),
    Attack(
        "holds-and-dies",
        "a run that holds the file of results is killed, waits, is told to end; two writers meet",
        "what is dead holds nothing; who waits ends when told; no file is half",
        (
            "tests/test_held.py::test_a_second_run_is_told_who_is_at_work_and_waits",
            "tests/test_held.py::test_a_run_that_was_killed_holds_nothing",
            "tests/test_held.py::test_who_waits_can_be_told_to_end",
            "tests/test_held.py::test_writers_of_one_file_do_not_meet",
            "tests/test_held.py::test_pages_are_replaced_all_or_none",
        ),
    ),
    Attack(
        "measures-less-well",
        "a coarse run, or one that is not finished, over thorough results",
        "an earlier cell stays until its successor is measured; coarse figures replace no others",
        (
            "tests/test_held.py::test_an_earlier_cell_stays_until_its_successor_is_measured",
            "tests/test_held.py::test_coarse_figures_take_the_place_of_no_others",
            "tests/test_held.py::test_results_that_cannot_be_read_are_not_written_over",
        ),
    ),
    Attack(
        "whole-run-is-killed",
        "a run of everything is killed when its first unit is stored; another begins",
        "earlier cells are all there still; what was left over is gone",
        hands.killed,
        Pace.HAND,
    ),
    Attack(
        "names-that-are-paths",
        "rows in results.json that are called ../../evil, /…/evil, ..",
        "refused; nothing is written outside of the folder",
        inputs.paths_as_names,
        Pace.HAND,
    ),
    Attack(
        "made-up-results",
        "footprints of nothing, Infinity, text for numbers, 200,000 deep, a newer schema",
        "rendered, or one sentence that names the file",
        inputs.unexpected,
        Pace.HAND,
    ),
    Attack(
        "falsified-results",
        "an outcome or a median changed, a case or a unit removed, and all rendered anew",
        "each is found when cells are judged again",
        inputs.falsified,
        Pace.HAND,
    ),
    Attack(
        "bytes-for-a-page",
        "a page that is no UTF-8",
        "found by report --check, in one line",
        inputs.page_of_bytes,
        Pace.HAND,
    ),
    Attack(
        "words-of-no-meaning",
        "options that are empty, negative, misspelt, twice, or no folder",
        "one sentence names them; nothing is written where nothing was named",
        inputs.words,
        Pace.HAND,
    ),
    Attack(
        "mutated-input",
        "options, results and data files of rows, mutated by a script",
        "each is taken, or refused in one clear sentence; no traceback",
        scripts.bad_input,
        Pace.HAND,
        points=50,
    ),
    Attack(
        "reader-goes-away",
        "whoever reads the output of report --check closes it",
        "no traceback",
        inputs.piped,
        Pace.HAND,
    ),
    Attack(
        "training-is-killed",
        "a training is killed at random steps and gone on with",
        "it comes to the very weights of an unbroken one",
        scripts.trainings,
        Pace.HAND,
        points=3,
    ),
    Attack(
        "answers-leak",
        "answers flipped, padding filled with garbage, in trained networks",
        "no logit before them moves",
        scripts.leaks,
        Pace.HAND,
    ),
)
