configbench.words = {
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
 }
};
