configbench.words = {
 "asked": {
  "lines": {
   "total": "The whole program, without its help texts."
  },
  "change": {
   "add_int_option": "A new setting log_every, a whole number, 10 unless told otherwise.",
   "add_bounded_option": "A new setting warmup, a whole number, 0 unless told otherwise, not negative, explained in the help.",
   "add_section": "A new section logging with a level (info) and an interval every (10).",
   "rename_option": "seed is called random_seed from now on; saved runs load, or are refused.",
   "add_model": "A fourth model GRU, with a setting of its own: bidirectional.",
   "swap_loss": "Train with L1 instead of BCEWithLogits.",
   "add_scheduler": "A third schedule StepLR with step_size (5) and gamma (0.1).",
   "make_optional": "batch_size may be None: all students at once.",
   "change_default": "Five epochs unless told otherwise.",
   "derive_value": "The cosine schedule's t_max is the number of epochs unless told otherwise.",
   "add_lr_decay": "A new setting lr_decay of the optimizer, 0.0 unless told otherwise; somebody's script has the abbreviation lr_d."
  },
  "overrides": {
   "nested_int": "Three layers in the model instead of two.",
   "float_exponent": "A learning rate of 3e-4, written so.",
   "float_capital_exponent": "Hardly clip the gradient: 1E5, written so.",
   "float_without_zero": "Half of the students for validation, written .5.",
   "int_for_float": "Clip the gradient at 1, written without a dot.",
   "bool_off": "Do not shuffle the batches.",
   "bool_on": "A file switches shuffling off; the command line says explicitly that it is on.",
   "negative_float": "The cosine schedule down to -0.5.",
   "negative_exponent": "The cosine schedule down to -1e-3, written so.",
   "string_plain": "Name the run: trial.",
   "string_with_spaces": "Name the run: two words.",
   "string_like_number": "Name the run: 012, a number in YAML 1.1 and none in Python.",
   "string_like_float": "Name the run: 1e3.",
   "string_like_bool": "Name the run: no.",
   "string_like_null": "Name the run: null.",
   "string_like_date": "Name the run: 2024-02-29.",
   "string_with_equals": "Name the run: lr=0.1.",
   "string_with_hash": "Name the run: trial #2.",
   "string_with_quotes": "Name the run: it's \"new\".",
   "string_with_dash_first": "Name the run: -x.",
   "string_empty": "Name the run: nothing at all.",
   "string_unicode": "Name the run: \ud559\uc2b5 f\u00fcr \u03bb.",
   "path_with_tilde": "Data in the folder 'my data' of the home folder, typed with ~.",
   "list_replaced": "Two layers behind the network, 16 and 8 wide.",
   "list_emptied": "No layer behind the network.",
   "list_of_one": "One tag: first.",
   "list_item_with_comma": "Two tags, of which one has a comma: 'a,b' and 'c'.",
   "list_item_by_index": "A file has two layers behind the network; only the second is set, to 16.",
   "list_item_appended": "A file has the tag a; the command line adds b.",
   "tuple": "Other betas for Adam.",
   "optional_to_none": "Do not clip the gradient.",
   "optional_from_none": "A file switches clipping off; the command line clips at 5.0.",
   "enum_by_name": "Run the forward pass in BF16.",
   "dict_entry": "Count the loss of right answers twice, leave the other weight.",
   "dict_entry_added": "A third weight, skipped, of 0.5.",
   "dict_entry_removed": "No weight for wrong answers.",
   "section_replaced": "All five settings of the data at once, as one section of a file.",
   "model_chosen": "Train BERT.",
   "scheduler_chosen": "The cosine schedule.",
   "choice_and_member": "The cosine schedule, and five epochs for it.",
   "member_before_choice": "Five epochs for the cosine schedule, and then its choice.",
   "scheduler_off": "No schedule.",
   "class_by_path": "Another loss by its import path, shared_model.L1, without editing code.",
   "file_and_override": "A file sets 5 epochs and batches of 32; the command line sets 7 epochs.",
   "preset_and_member": "A preset file chooses BERT, the cosine schedule and lr 3e-4; the command line sets four heads.",
   "two_files": "Two files, layered: the first has 5 epochs and batches of 32, the second 7 epochs.",
   "file_outside": "A file outside the project, in the home folder, sets 5 epochs.",
   "value_from_environment": "The seed is taken from the environment variable SEED, which is 7, as a file says.",
   "reference": "The cosine schedule takes as many epochs as the training has: 5, said once.",
   "reference_in_list": "The last layer behind the network is as wide as the model: 16, and hidden_dim.",
   "computed": "The cosine schedule takes twice as many epochs as the training has: 4, said once.",
   "repeated": "5 epochs, and at the end of the line 7: the last word counts.",
   "rerun": "A run with 5 epochs and lr 3e-4 was saved: repeat it.",
   "rerun_with_change": "A run with 5 epochs and lr 3e-4 was saved: repeat it with batches of 32.",
   "rerun_overruled": "A run with 5 epochs was saved: repeat it with 7.",
   "config_printed": "Show the resolved settings, with 7 epochs, without training.",
   "help_explains": "Help lists every setting with its default and a text.",
   "completion": "Print a script with which bash completes the settings.",
   "composed_in_python": "From Python, as in a notebook or a test: 5 epochs, the rest as it is, and train.",
   "sweep": "Four runs: two learning rates, 1e-3 and 3e-4, with each of two batch sizes, 32 and 64.",
   "agent_number": "An agent of W&B sets the learning rate to 0.0003.",
   "agent_small_number": "An agent of W&B sets the learning rate to 0.00001, and writes 1e-05.",
   "agent_bool": "An agent of W&B says no to shuffling, and writes False.",
   "agent_none": "An agent of W&B sets no limit for the gradient, and writes None.",
   "agent_list": "An agent of W&B sets two layers behind the network, and writes [16, 8].",
   "agent_several": "An agent of W&B sets the learning rate, the epochs and the width of the model, in this order.",
   "agent_file": "An agent of W&B writes the learning rate and no to shuffling into a file, as JSON.",
   "toolkit_number": "The toolkit of SageMaker sets the learning rate, as a word of its own.",
   "toolkit_bool": "The toolkit of SageMaker says no to shuffling, as a word of its own.",
   "started_again": "Started by a launcher that starts it again from its own words: both train 5 epochs.",
   "in_a_notebook": "From Python in a notebook, whose kernel was started with words of its own: 5 epochs.",
   "misspelt_key": "n_epochz for n_epochs.",
   "misspelt_section": "modle for model, before a setting of it.",
   "misspelt_choice": "The model lstn.",
   "wrong_type": "The learning rate abc.",
   "float_for_int": "2.5 epochs.",
   "out_of_range": "BERT with a dropout of 1.5.",
   "missing_required": "Data from a CSV file, without the folder where it lies.",
   "tuple_of_three": "Three betas, where Adam takes two.",
   "maybe_for_bool": "Shuffle the batches: maybe.",
   "none_for_required": "No number of epochs: none, where there must be one.",
   "scalar_for_section": "A file in which the whole section of the optimizer is the number 3.",
   "misspelt_key_in_file": "A file that says batch_sise.",
   "wrong_type_in_file": "A file that says five epochs, in letters.",
   "unknown_choice_in_file": "A file that chooses the scheduler plateua.",
   "duplicate_key_in_file": "A file that names the number of epochs twice, 5 and 7.",
   "missing_file": "A file that is not there: absent, with the ending of the row's format.",
   "malformed_file": "A file that breaks off in the middle.",
   "dangling_reference": "A reference to a setting that does not exist, ${n_epochz}.",
   "argument_of_other_choice": "The cosine schedule, with a factor, which only the other schedule takes.",
   "leftover_word": "A word that belongs to nothing: quickly.",
   "key_without_value": "The number of epochs, and then nothing.",
   "value_without_key": "3e-4, without saying of what.",
   "abbreviated_key": "n_epoch for n_epochs, 5 of them: is an abbreviation taken?",
   "siblings_survive": "Width 32, then another model, in this order: does the width stay?",
   "choice_over_file": "A file chooses LSTMATTN with four heads and a width of 32; the command line chooses BERT."
  },
  "roundtrip": {
   "run": "A run with every setting changed, saved, carried to an empty folder and repeated: the same settings, the same weights.",
   "run/with_change": "A saved run, repeated with another learning rate: nothing else differs.",
   "run/new_default": "A default in the program has changed since the run was saved: the saved value wins.",
   "run/edited": "A value is edited in the saved file: it arrives.",
   "values/int/zero": "seed is set to 0, saved and restored.",
   "values/int/one": "batch_size is set to 1, saved and restored.",
   "values/int/negative": "scheduler.patience is set to -7, saved and restored.",
   "values/int/thousand": "model.hidden_dim is set to 1000, saved and restored.",
   "values/int/above_2_31": "model.n_layers is set to 2147483648, saved and restored.",
   "values/int/above_2_53": "seed is set to 9007199254740993, saved and restored.",
   "values/int/above_2_63": "batch_size is set to 9223372036854775808, saved and restored.",
   "values/int/below_minus_2_63": "scheduler.patience is set to -9223372036854775809, saved and restored.",
   "values/int/two_hundred_digits": "model.hidden_dim is set to 100000000000000000000000000000 \u2026(41)\u2026 000000000000000000000000000001, saved and restored.",
   "values/float/one": "optimizer.weight_decay is set to 1.0, saved and restored.",
   "values/float/thousandth": "scheduler.factor is set to 0.001, saved and restored.",
   "values/float/no_dot_in_repr": "data.valid_fraction is set to 1e-05, saved and restored.",
   "values/float/tiny": "optimizer.weight_decay is set to 1e-10, saved and restored.",
   "values/float/huge": "scheduler.factor is set to 1e+22, saved and restored.",
   "values/float/huge_without_dot": "data.valid_fraction is set to 1e+16, saved and restored.",
   "values/float/third_decimal_sum": "optimizer.weight_decay is set to 0.30000000000000004, saved and restored.",
   "values/float/third": "scheduler.factor is set to 0.3333333333333333, saved and restored.",
   "values/float/minus_zero": "data.valid_fraction is set to -0.0, saved and restored.",
   "values/float/negative": "optimizer.weight_decay is set to -2.5, saved and restored.",
   "values/float/least_subnormal": "scheduler.factor is set to 5e-324, saved and restored.",
   "values/float/largest": "data.valid_fraction is set to 1.7976931348623157e+308, saved and restored.",
   "values/float/nan": "optimizer.weight_decay is set to nan, saved and restored.",
   "values/float/inf": "scheduler.factor is set to inf, saved and restored.",
   "values/float/minus_inf": "data.valid_fraction is set to -inf, saved and restored.",
   "values/string/looks_like_int": "run_name is set to '12', saved and restored.",
   "values/string/empty": "data.file_name is set to '', saved and restored.",
   "values/string/leading_zero": "run_name is set to '012', saved and restored.",
   "values/string/underscored_digits": "data.file_name is set to '1_000', saved and restored.",
   "values/string/looks_like_true": "run_name is set to 'true', saved and restored.",
   "values/string/looks_like_no": "data.file_name is set to 'no', saved and restored.",
   "values/string/looks_like_None": "run_name is set to 'None', saved and restored.",
   "values/string/looks_like_null": "data.file_name is set to 'null', saved and restored.",
   "values/string/tilde": "run_name is set to '~', saved and restored.",
   "values/string/looks_like_date": "data.file_name is set to '2024-01-31', saved and restored.",
   "values/string/looks_like_time": "run_name is set to '12:30:45', saved and restored.",
   "values/string/looks_like_list": "data.file_name is set to '[1, 2]', saved and restored.",
   "values/string/looks_like_section": "run_name is set to '[train]', saved and restored.",
   "values/string/one_space": "data.file_name is set to ' ', saved and restored.",
   "values/string/spaces_around": "run_name is set to '  x  ', saved and restored.",
   "values/string/both_quotes": "data.file_name is set to 'it\\'s \"x\"', saved and restored.",
   "values/string/newline": "run_name is set to 'a\\nb', saved and restored.",
   "values/string/newline_and_setting": "data.file_name is set to 'a\\nseed = 3', saved and restored.",
   "values/string/newline_and_hash": "run_name is set to 'a\\n# b', saved and restored.",
   "values/string/newline_at_end": "data.file_name is set to 'a\\n', saved and restored.",
   "values/string/carriage_return": "run_name is set to 'a\\r\\nb', saved and restored.",
   "values/string/tab": "data.file_name is set to 'a\\tb', saved and restored.",
   "values/string/hash_inside": "run_name is set to 'a # b', saved and restored.",
   "values/string/hash_first": "data.file_name is set to '# a', saved and restored.",
   "values/string/equals": "run_name is set to 'a=b', saved and restored.",
   "values/string/percent": "data.file_name is set to '50%', saved and restored.",
   "values/string/percent_reference": "run_name is set to '%(seed)s', saved and restored.",
   "values/string/reference": "data.file_name is set to '${x}', saved and restored.",
   "values/string/reference_to_setting": "run_name is set to '${seed}', saved and restored.",
   "values/string/backslash_at_end": "data.file_name is set to 'a\\\\', saved and restored.",
   "values/string/colon": "run_name is set to 'a: b', saved and restored.",
   "values/string/question_marks": "data.file_name is set to '???', saved and restored.",
   "values/string/two_dashes": "run_name is set to '--', saved and restored.",
   "values/string/leading_dash": "data.file_name is set to '-x', saved and restored.",
   "values/string/unicode": "run_name is set to '\u00e9 \ud559\uc0dd \ud83d\ude42', saved and restored.",
   "values/string/next_line": "data.file_name is set to 'a\\x85b', saved and restored.",
   "values/string/bell": "run_name is set to 'a\\x07b', saved and restored.",
   "values/string/byte_order_mark": "data.file_name is set to '\\ufeffa', saved and restored.",
   "values/string/ten_kilobytes": "run_name is set to '01234567890123456789012345678 \u2026(9942)\u2026 12345678901234567890123456789', saved and restored.",
   "values/list/order": "tags is set to ['c', 'a', 'b', 'a'], saved and restored.",
   "values/list/of_none": "tags is set to [], saved and restored.",
   "values/list/of_one": "tags is set to ['a'], saved and restored.",
   "values/list/of_two": "tags is set to ['a', 'b'], saved and restored.",
   "values/list/with_comma": "tags is set to ['a,b', 'c'], saved and restored.",
   "values/list/with_space": "tags is set to ['a b', ' c '], saved and restored.",
   "values/list/of_empty_text": "tags is set to [''], saved and restored.",
   "values/list/of_numbers_as_text": "tags is set to ['1', '2.0', '1e3'], saved and restored.",
   "values/list/of_words_with_meaning": "tags is set to ['true', 'null', '~'], saved and restored.",
   "values/list/with_quotes": "tags is set to [\"it's\", 'say \"x\"'], saved and restored.",
   "values/list/with_brackets": "tags is set to ['[a]', '{b}'], saved and restored.",
   "values/list/with_newline": "tags is set to ['a\\nb'], saved and restored.",
   "values/list/unicode": "tags is set to ['\u00e9', '\ud559\uc0dd', '\ud83d\ude42'], saved and restored.",
   "values/list/of_one_hundred": "tags is set to ['tag', 'tag', 'tag', 'tag', ' \u2026(640)\u2026 ', 'tag', 'tag', 'tag', 'tag'], saved and restored.",
   "values/list_of_int/order": "model.head_dims is set to [8, 16, 4], saved and restored.",
   "values/list_of_int/of_none": "model.head_dims is set to [], saved and restored.",
   "values/list_of_int/of_one": "model.head_dims is set to [16], saved and restored.",
   "values/list_of_int/of_two": "model.head_dims is set to [16, 8], saved and restored.",
   "values/list_of_int/with_zero_and_negative": "model.head_dims is set to [0, -1], saved and restored.",
   "values/list_of_int/above_2_63": "model.head_dims is set to [9223372036854775808], saved and restored.",
   "values/optional/none": "clip_grad is set to None, saved and restored.",
   "values/optional/some": "clip_grad is set to 0.25, saved and restored.",
   "values/optional/tiny": "clip_grad is set to 1e-10, saved and restored.",
   "values/optional/inf": "clip_grad is set to inf, saved and restored.",
   "values/bool/yes": "data.shuffle is set to True, saved and restored.",
   "values/bool/no": "data.shuffle is set to False, saved and restored.",
   "values/enum/BF16": "precision is set to 'BF16', saved and restored.",
   "values/enum/FP32": "precision is set to 'FP32', saved and restored.",
   "values/tuple/plain": "optimizer.betas is set to (0.8, 0.99), saved and restored.",
   "values/tuple/equal": "optimizer.betas is set to (0.5, 0.5), saved and restored.",
   "values/tuple/zeros": "optimizer.betas is set to (0.0, -0.0), saved and restored.",
   "values/tuple/tiny": "optimizer.betas is set to (1e-10, 1e-05), saved and restored.",
   "values/tuple/sums": "optimizer.betas is set to (0.30000000000000004, 0.1), saved and restored.",
   "values/dict/plain": "loss.weights is set to {'right': 2.0, 'wrong': 0.5}, saved and restored.",
   "values/dict/tiny_and_huge": "loss.weights is set to {'right': 1e-10, 'wrong': 1e+22}, saved and restored.",
   "values/dict/minus_zero": "loss.weights is set to {'right': -0.0, 'wrong': 0.30000000000000004}, saved and restored.",
   "values/dict/further_key": "loss.weights is set to {'right': 1.0, 'wrong': 1.0, 'skipped': 0.5}, saved and restored.",
   "values/dict/key_with_space": "loss.weights is set to {'right': 1.0, 'wrong': 1.0, 'not seen': 0.5}, saved and restored.",
   "values/dict/key_with_dot": "loss.weights is set to {'right': 1.0, 'wrong': 1.0, 'not.seen': 0.5}, saved and restored.",
   "values/dict/key_like_number": "loss.weights is set to {'right': 1.0, 'wrong': 1.0, '1': 0.5}, saved and restored.",
   "values/dict/key_like_bool": "loss.weights is set to {'right': 1.0, 'wrong': 1.0, 'yes': 0.5}, saved and restored.",
   "values/dict/fewer_keys": "loss.weights is set to {'right': 2.0}, saved and restored.",
   "values/path/relative": "data.data_dir is set to 'some/data', saved and restored.",
   "values/path/absolute": "data.data_dir is set to '/srv/data', saved and restored.",
   "values/path/here": "data.data_dir is set to '.', saved and restored.",
   "values/path/up": "data.data_dir is set to '../data', saved and restored.",
   "values/path/with_space": "data.data_dir is set to 'some data/of mine', saved and restored.",
   "values/path/home": "data.data_dir is set to '~/data', saved and restored.",
   "values/path/variable": "data.data_dir is set to '$HOME/data', saved and restored.",
   "values/path/with_equals": "data.data_dir is set to 'year=2024/part', saved and restored.",
   "values/path/with_colon": "data.data_dir is set to 'a:b', saved and restored.",
   "values/path/with_hash": "data.data_dir is set to 'a #1', saved and restored.",
   "values/path/with_percent": "data.data_dir is set to '50%', saved and restored.",
   "values/path/with_quote": "data.data_dir is set to \"it's here\", saved and restored.",
   "values/path/with_backslash": "data.data_dir is set to 'a\\\\b', saved and restored.",
   "values/path/looks_like_number": "data.data_dir is set to '2024', saved and restored.",
   "values/path/leading_dash": "data.data_dir is set to '-data', saved and restored.",
   "values/path/unicode": "data.data_dir is set to 'donn\u00e9es/\ud559\uc0dd', saved and restored.",
   "fault/killed": "Killed in the middle of saving: nothing is left that is taken for another run.",
   "fault/disk_full": "The disk is full in the middle of saving: refused before training, and nothing is left that is taken for another run.",
   "fault/not_writable": "A file lies where the folder would be: refused before training.",
   "fault/target_exists": "A second run in the same place: what is saved is the second, whole, or it is refused. That the first is overwritten is told, and no fault."
  },
  "safety": {
   "yaml_object_tag": "A YAML tag that makes PyYAML call a function",
   "alias_bomb": "A thousand bytes of YAML aliases that stand for a thousand million values",
   "target_writes": "A mapping that names a function to be called, as Hydra's instantiate calls it",
   "target_removes": "The same with a function that removes a file",
   "code_in_a_value": "A value that is a call, if somebody evaluates it",
   "environment_read": "A value that asks for an environment variable",
   "pickle_in_its_place": "A pickle under the name of the saved config",
   "path_out_of_the_configs": "The name of a part leads out of the folder of configs",
   "secret_on_the_command_line": "A secret among the settings: in which files does it land?"
  },
  "features": {
   "preset_in_python": "A preset that is defined in Python is chosen by a word, and one of its settings overridden by another.",
   "two_parts_of_a_kind": "Generator and discriminator have an optimizer each; one of them is chosen, and the other stays.",
   "range_sweep": "Three runs, of the seeds 1 to 3, said as a range.",
   "glob_sweep": "A run with each choice whose name begins with lstm.",
   "factory": "An optimizer is configured before the network is there: what arrives makes it when it is called with parameters.",
   "linked": "The decoder's width is the encoder's: it is set once, and who sets it at the decoder is refused.",
   "list_of_objects": "Two callbacks, each with members of its own, are put together from words.",
   "relative_path": "A file names another by a path relative to itself; the program is started elsewhere.",
   "file_extends": "A file says that it is another one, but for the rate; one file is named on the command line.",
   "literal": "A setting is one of several values, written as a type: texts or numbers.",
   "optional_part": "A part is there or not: a schedule with settings of its own, or none.",
   "parts_in_a_list": "A file has a list of parts, which have types and defaults of their own.",
   "parts_by_name": "A file has parts under names that it makes up, each with types and defaults: dict[str, Source].",
   "secret": "A key arrives, and is not shown where the config is printed.",
   "environment": "A setting comes from a variable of the environment, typed; the command line counts more.",
   "env_file": "A setting comes from a .env file; a variable of the environment counts more.",
   "exclusive": "A training has a number of steps or a number of epochs, not both.",
   "file_behind_words": "The rate 0.2 on the command line, and behind it a file that has 0.1: which counts?"
  },
  "startup": {
   "default": "nothing changed",
   "five_overrides": "five settings on the line",
   "help": "--help",
   "mistake": "a misspelt key",
   "rerun": "from a saved run",
   "with_torch": "nothing changed, in a process that has imported torch",
   "with_framework": "nothing changed, in a process that has imported torch and the framework whose users have the library anyway",
   "where": "where the time of a plain start goes",
   "run": "what measuring all of this took"
  },
  "scaling": {
   "load/10": "load with 10 settings",
   "load/100": "load with 100 settings",
   "load/1000": "load with 1000 settings",
   "load/10000": "load with 10000 settings",
   "help/1000": "help with 1000 settings",
   "override/1000": "override with 1000 settings",
   "hot_loop": "hot loop with 20 settings"
  },
  "remote": {
   "wandb/config": "All settings are in the record, with value and type.",
   "wandb/bool": "A value of the kind bool comes back.",
   "wandb/int": "A value of the kind int comes back.",
   "wandb/int_over_64_bits": "A value of the kind int_over_64_bits comes back.",
   "wandb/float": "A value of the kind float comes back.",
   "wandb/whole_float": "A value of the kind whole_float comes back.",
   "wandb/nan": "A value of the kind nan comes back.",
   "wandb/infinity": "A value of the kind infinity comes back.",
   "wandb/none": "A value of the kind none comes back.",
   "wandb/str": "A value of the kind str comes back.",
   "wandb/str_like_a_number": "A value of the kind str_like_a_number comes back.",
   "wandb/str_of_10_kb": "A value of the kind str_of_10_kb comes back.",
   "wandb/list": "A value of the kind list comes back.",
   "wandb/empty_list": "A value of the kind empty_list comes back.",
   "wandb/tuple": "A value of the kind tuple comes back.",
   "wandb/path": "A value of the kind path comes back.",
   "wandb/enum": "A value of the kind enum comes back.",
   "wandb/nested": "A value of the kind nested comes back.",
   "wandb/int_key": "A value of the kind int_key comes back.",
   "wandb/key.with.dots": "A value of the kind key.with.dots comes back.",
   "wandb/key/with/slashes": "A value of the kind key/with/slashes comes back.",
   "wandb/-key-with-dashes-": "A value of the kind -key-with-dashes- comes back.",
   "wandb/twice": "A setting that is recorded is set again, to another value.",
   "wandb/down": "No server answers at the start: training goes on.",
   "wandb/killed": "What records is killed in mid-run: training goes on, and the config is kept.",
   "mlflow/config": "All settings are in the record, with value and type.",
   "mlflow/bool": "A value of the kind bool comes back.",
   "mlflow/int": "A value of the kind int comes back.",
   "mlflow/int_over_64_bits": "A value of the kind int_over_64_bits comes back.",
   "mlflow/float": "A value of the kind float comes back.",
   "mlflow/whole_float": "A value of the kind whole_float comes back.",
   "mlflow/nan": "A value of the kind nan comes back.",
   "mlflow/infinity": "A value of the kind infinity comes back.",
   "mlflow/none": "A value of the kind none comes back.",
   "mlflow/str": "A value of the kind str comes back.",
   "mlflow/str_like_a_number": "A value of the kind str_like_a_number comes back.",
   "mlflow/str_of_10_kb": "A value of the kind str_of_10_kb comes back.",
   "mlflow/list": "A value of the kind list comes back.",
   "mlflow/empty_list": "A value of the kind empty_list comes back.",
   "mlflow/tuple": "A value of the kind tuple comes back.",
   "mlflow/path": "A value of the kind path comes back.",
   "mlflow/enum": "A value of the kind enum comes back.",
   "mlflow/nested": "A value of the kind nested comes back.",
   "mlflow/int_key": "A value of the kind int_key comes back.",
   "mlflow/key.with.dots": "A value of the kind key.with.dots comes back.",
   "mlflow/key/with/slashes": "A value of the kind key/with/slashes comes back.",
   "mlflow/-key-with-dashes-": "A value of the kind -key-with-dashes- comes back.",
   "mlflow/twice": "A setting that is recorded is set again, to another value.",
   "mlflow/down": "No server answers at the start: training goes on.",
   "mlflow/killed": "What records is killed in mid-run: training goes on, and the config is kept."
  },
  "sweep": {
   "grid/shell": "Two learning rates times three batch sizes: each combination once.",
   "random/shell": "Four runs with a learning rate drawn between 1e-4 and 1e-2 and one of three sizes.",
   "failing/shell": "Three learning rates, of which one is refused: the other two are not lost.",
   "resume/shell": "The grid, interrupted by Ctrl-C after two runs and taken up again.",
   "grid/ray_tune": "Two learning rates times three batch sizes: each combination once.",
   "random/ray_tune": "Four runs with a learning rate drawn between 1e-4 and 1e-2 and one of three sizes.",
   "failing/ray_tune": "Three learning rates, of which one is refused: the other two are not lost.",
   "resume/ray_tune": "The grid, interrupted by Ctrl-C after two runs and taken up again.",
   "killed/ray_tune": "The grid, and one of the processes that run the jobs is killed in the middle.",
   "grid/basic": "Two learning rates times three batch sizes: each combination once.",
   "random/basic": "Four runs with a learning rate drawn between 1e-4 and 1e-2 and one of three sizes.",
   "failing/basic": "Three learning rates, of which one is refused: the other two are not lost.",
   "resume/basic": "The grid, interrupted by Ctrl-C after two runs and taken up again.",
   "grid/joblib": "Two learning rates times three batch sizes: each combination once.",
   "random/joblib": "Four runs with a learning rate drawn between 1e-4 and 1e-2 and one of three sizes.",
   "failing/joblib": "Three learning rates, of which one is refused: the other two are not lost.",
   "resume/joblib": "The grid, interrupted by Ctrl-C after two runs and taken up again.",
   "killed/joblib": "The grid, and one of the processes that run the jobs is killed in the middle.",
   "grid/submitit": "Two learning rates times three batch sizes: each combination once.",
   "random/submitit": "Four runs with a learning rate drawn between 1e-4 and 1e-2 and one of three sizes.",
   "failing/submitit": "Three learning rates, of which one is refused: the other two are not lost.",
   "resume/submitit": "The grid, interrupted by Ctrl-C after two runs and taken up again.",
   "killed/submitit": "The grid, and one of the processes that run the jobs is killed in the middle.",
   "grid/ray": "Two learning rates times three batch sizes: each combination once.",
   "random/ray": "Four runs with a learning rate drawn between 1e-4 and 1e-2 and one of three sizes.",
   "failing/ray": "Three learning rates, of which one is refused: the other two are not lost.",
   "resume/ray": "The grid, interrupted by Ctrl-C after two runs and taken up again.",
   "killed/ray": "The grid, and one of the processes that run the jobs is killed in the middle.",
   "cluster/ray": "The grid on a cluster that is running already: here one of this machine alone.",
   "grid/optuna": "Two learning rates times three batch sizes: each combination once.",
   "random/optuna": "Four runs with a learning rate drawn between 1e-4 and 1e-2 and one of three sizes.",
   "failing/optuna": "Three learning rates, of which one is refused: the other two are not lost.",
   "resume/optuna": "The grid, interrupted by Ctrl-C after two runs and taken up again.",
   "grid/launch": "Two learning rates times three batch sizes: each combination once.",
   "random/launch": "Four runs with a learning rate drawn between 1e-4 and 1e-2 and one of three sizes.",
   "failing/launch": "Three learning rates, of which one is refused: the other two are not lost."
  },
  "ranks": {
   "one_config": "Two ranks, nothing changed: one config.",
   "overrides": "Two ranks, nine settings changed on both.",
   "one_run": "Two ranks leave one saved config behind.",
   "trains": "Two ranks train to what one process trains to.",
   "other_config": "One of two ranks has another learning rate."
  }
 },
 "outcomes": {
  "right": {
   "word": "right",
   "means": "the value arrived, with its type; a mistake was refused before training"
  },
  "type_changed": {
   "word": "type changed",
   "means": "an equal value of another type arrived; training gives the same weights"
  },
  "wrong_value": {
   "word": "wrong value",
   "means": "something else was trained than was asked for"
  },
  "accepted": {
   "word": "wrongly accepted",
   "means": "a mistake was taken, and training ran"
  },
  "late": {
   "word": "rejected late",
   "means": "refused only after a run was saved or training had begun"
  },
  "rejected": {
   "word": "wrongly rejected",
   "means": "refused before training, though asked rightly"
  },
  "unsupported": {
   "word": "not supported",
   "means": "the library has no way, by the page that is named; the attempts are shown"
  },
  "not_used": {
   "word": "not used here",
   "means": "the library can, as a few lines beside the program show; this program does not"
  },
  "broken": {
   "word": "crashed",
   "means": "a crash without a message, a hang, or a limit exceeded"
  },
  "not_applicable": {
   "word": "does not apply",
   "means": "there is nothing here that could be asked"
  },
  "unmeasured": {
   "word": "not measured",
   "means": "not run here, for a reason that is no fault of the library"
  }
 },
 "parties": {
  "library": {
   "word": "by the library",
   "means": "the library answers for the cell"
  },
  "adapter": {
   "word": "by the program",
   "means": "a piece of the program's own answers for the cell, or what it reads and writes itself"
  },
  "documented": {
   "word": "by the program, as documented",
   "means": "by the program, as the library's documentation shows it"
  },
  "core": {
   "word": "by the core",
   "means": "the training core refused what the library had let pass"
  },
  "unmeasured": {
   "word": "party not measured",
   "means": "nobody has measured yet who answers for the cell"
  }
 },
 "counted": {
  "harm": {
   "kinds": [
    "request",
    "mistake"
   ],
   "outcomes": [
    "wrong_value",
    "accepted"
   ],
   "library": false,
   "means": "the interval of its place; rows whose intervals overlap are tied"
  },
  "right": {
   "kinds": [
    "request"
   ],
   "outcomes": [
    "right"
   ],
   "library": true,
   "means": "of the requests, the mean share over the groups that the library does by itself; behind the stroke, that library and program do together"
  },
  "rejected": {
   "kinds": [
    "mistake"
   ],
   "outcomes": [
    "right"
   ],
   "library": true,
   "means": "mistakes that the library itself refuses before training, of those it was asked"
  },
  "wrong": {
   "kinds": [
    "request",
    "mistake"
   ],
   "outcomes": [
    "wrong_value"
   ],
   "library": false,
   "means": "requests that ran, or came back, with something else than was asked for; of all that the groups ask, whoever answers for it"
  },
  "accepted": {
   "kinds": [
    "request",
    "mistake"
   ],
   "outcomes": [
    "accepted"
   ],
   "library": false,
   "means": "mistakes that ran, of all that the groups ask, whoever answers for it"
  }
 },
 "must": {
  "small": {
   "title": "A small script",
   "cells": [
    "overrides/misspelt_key",
    "overrides/wrong_type",
    "overrides/bool_off",
    "overrides/help_explains"
   ]
  },
  "experiments": {
   "title": "One project, many experiments",
   "cells": [
    "overrides/file_and_override",
    "overrides/preset_and_member",
    "overrides/choice_and_member",
    "overrides/rerun",
    "overrides/rerun_with_change",
    "overrides/misspelt_key",
    "overrides/wrong_type"
   ]
  },
  "hugging_face": {
   "title": "A Hugging Face project",
   "cells": [
    "overrides/misspelt_key",
    "overrides/wrong_type",
    "overrides/help_explains",
    "overrides/file_outside",
    "overrides/misspelt_key_in_file"
   ]
  },
  "lightning": {
   "title": "A Lightning project",
   "cells": [
    "overrides/class_by_path",
    "overrides/choice_and_member",
    "overrides/misspelt_key",
    "overrides/wrong_type"
   ]
  },
  "pydantic": {
   "title": "A pydantic shop",
   "cells": [
    "overrides/wrong_type",
    "overrides/misspelt_key",
    "overrides/out_of_range"
   ]
  },
  "presets": {
   "title": "Presets in Python, typed overrides",
   "cells": [
    "features/preset_in_python",
    "overrides/nested_int",
    "overrides/misspelt_key",
    "overrides/wrong_type"
   ]
  },
  "cluster": {
   "title": "Sweeps on a cluster",
   "cells": [
    "overrides/sweep",
    "features/range_sweep",
    "sweep/grid/submitit",
    "sweep/failing/submitit"
   ]
  },
  "agent": {
   "title": "Sweeps by an agent that types the words",
   "cells": [
    "overrides/agent_number",
    "overrides/agent_small_number",
    "overrides/agent_bool",
    "overrides/agent_none",
    "overrides/agent_list",
    "overrides/agent_several",
    "overrides/agent_file",
    "overrides/misspelt_key",
    "overrides/wrong_type"
   ]
  },
  "yaml": {
   "title": "YAML without a framework",
   "cells": [
    "overrides/file_and_override",
    "overrides/two_files",
    "overrides/composed_in_python",
    "overrides/misspelt_key_in_file",
    "overrides/wrong_type_in_file"
   ]
  },
  "configured": {
   "title": "A library that others configure",
   "cells": [
    "overrides/composed_in_python",
    "overrides/class_by_path",
    "overrides/argument_of_other_choice",
    "overrides/misspelt_key",
    "overrides/wrong_type"
   ]
  },
  "nothing": {
   "title": "Nothing may be installed",
   "cells": [
    "overrides/wrong_type"
   ]
  },
  "bought": {
   "title": "what the lines buy, by the library itself",
   "cells": [
    "overrides/wrong_type",
    "overrides/float_for_int",
    "overrides/help_explains",
    "overrides/misspelt_key",
    "overrides/misspelt_choice"
   ]
  }
 }
};
