// The evidence: what was typed for a cell and what arrived, and which cells a figure counts.
"use strict";

(() => {
  const { $, $$, el, load, said, address, plainly, party } = configbench;

  // What the words of the page tell of outcomes and parties, once they are loaded.
  let told = null;
  const word = (outcome) => (told.outcomes[outcome] || { word: outcome }).word;
  const by = (cell) => (cell.by === "library" ? "" : `, ${told.parties[party(cell)].word}`);
  const judged = (fact) => ["outcome", "attempt_outcome", "arrival"].includes(fact);
  const placed = new Set([
    "outcome", "by", "cause", "reproduce", "detail", "command", "files", "setup", "env", "expected",
    "arrived", "asked", "came_back", "used", "says", "message", "bytes", "file", "arrival_cause",
    "pieces", "documented", "calls", "counts_as",
  ]);
  let opener = null; // what gets the focus back
  let wanted = ""; // the place that was asked for last
  let shown = ""; // the place that the dialog shows, or showed last

  // What an address names may be nothing, or what every object has.
  const own = (some, key) => (some && Object.hasOwn(some, key) ? some[key] : undefined);

  // Open a place: a cell, "overrides/hydra/tuple"; what a figure counts, "counted/hydra/wrong"; what
  // an answer needs, "must/hydra/small_script"; a cell of a public table, "tables/NAME/LIBRARY/STATEMENT".
  async function open(place) {
    wanted = place;
    const [kind, name, ...rest] = place.split("/");
    let content;
    try {
      told = await load(configbench.words);
      content = await (own(kinds, kind) || evidence)(name, rest.join("/"), kind);
    } catch (error) {
      content = [place, el("p", {}, error.message)];
    }
    if (wanted !== place) return; // another was asked for meanwhile, or none
    shown = place;
    show(content);
  }

  function show([title, ...body]) {
    const dialog = $("#evidence");
    const close = el("button", { class: "close", type: "button" }, said("close"));
    close.addEventListener("click", () => dialog.close());
    const heading = typeof title === "string" ? el("h2", {}, title) : title;
    heading.id = "evidence-title";
    dialog.replaceChildren(el("header", {}, heading, close), el("div", { class: "body" }, ...body));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    close.focus();
  }

  function heading(title, ...about) {
    return el("h2", {}, title, el("small", {}, about.filter(Boolean).join(" · ")));
  }

  // What opens several cells

  const kinds = { counted, must, tables };

  // Those that a figure counts before the others that were asked.
  async function counted(name, key) {
    const { kinds: asked, outcomes, library, means } = own(told.counted, key) || {};
    if (!asked) return [`${name}, ${key}`, el("p", {}, said("no_such_cell"))];
    const as = ([, , cell]) => (cell.counts_as || "").split(" "); // its kind, and the worse outcome
    const every = (await cellsOf(name, (await load("rows")).asked_in)).filter((each) => asked.includes(as(each)[0]));
    const counts = (each) => outcomes.includes(as(each)[1]) && (!library || each[2].by === "library");
    const those = every.filter(counts);
    const others = every.filter((each) => !counts(each));
    return [
      heading(said("cells_of", { count: those.length, all: every.length }), await title(name), means),
      listed(name, those),
      those.length && others.length ? el("h3", {}, said("other_cells")) : "",
      listed(name, others),
    ];
  }

  async function must(name, key) {
    const { title: means, cells } = own(told.must, key) || {};
    if (!cells) return [`${name}, ${key}`, el("p", {}, said("no_such_cell"))];
    const categories = [...new Set(cells.map((each) => each.split("/")[0]))];
    const those = (await cellsOf(name, categories))
      .filter(([category, wanted]) => cells.includes(`${category}/${wanted}`));
    return [heading(said("cells_alone", { count: those.length }), await title(name), means), listed(name, those)];
  }

  async function title(name) {
    return (own((await load("rows")).rows, name) || { title: name }).title;
  }

  // The cells of a row in some categories: what is not asked for is not loaded.
  async function cellsOf(name, some) {
    const categories = some.filter((category) => category in told.asked);
    const every = await Promise.all(categories.map((category) => load(`cells/${category}`)));
    return every.flatMap((cases, at) => Object.entries(cases)
      .filter(([, row]) => own(row, name)).map(([key, row]) => [categories[at], key, row[name]]));
  }

  function listed(name, some) {
    return some.length ? el("ul", {}, ...some.map(([category, key, cell]) => {
      const place = `${category}/${name}/${key}`;
      const button = el("button", { class: "open", "data-open": place }, `${category}/${key}`);
      const arrived = cell.arrival && cell.arrival !== "right"
        ? said("arrived_as", { outcome: word(cell.arrival) }) : "";
      return el("li", {}, badge(cell), arrived, by(cell), " ", button, " ", cell.detail ? english(cell.detail) : "");
    })) : "";
  }

  function badge(cell) {
    return el("span", { class: `badge ${cell.outcome}` }, word(cell.outcome));
  }

  // A cell of a public table: what its page says, and what was found.
  async function tables(table, key) {
    const each = own(own(await load("tables"), table), key);
    if (!each) return [key, el("p", {}, said("no_such_cell"))];
    return [
      heading(each.title, each.verdict),
      el("p", {}, each.text),
      ...each.notes.map((note) => el("p", {}, note)),
      el("ul", {}, ...each.statements.map(([what, so]) =>
        el("li", {}, `${said(so ? "so" : "not_so")}: ${what}`))),
      el("pre", {}, each.lines),
      ...part("afresh", typed(each.reproduce)),
    ];
  }

  // A cell

  async function evidence(name, wanted, category) {
    if (!own(told.asked, category)) return [`${category}/${name}/${wanted}`, el("p", {}, said("no_such_page"))];
    const [cases, { rows, causes }] = await Promise.all([load(`cells/${category}`), load("rows")]);
    const key = own(own(cases, wanted), name) ? wanted : "all";
    const cell = own(own(cases, key), name);
    if (!cell) return [`${name}, ${category}, ${wanted}`, el("p", {}, said("no_such_cell"))];
    const row = rows[name] || { title: name, pieces: {} };
    const disk = cell.bytes ?? cell.file;
    const asked = told.asked[category][key];
    const answers = cell.by === "library" ? "" : `; ${told.parties[party(cell)].means}`;
    return [
      heading(key, row.title, category),
      el("p", {}, badge(cell), " ", `${told.outcomes[cell.outcome].means}${answers}.`),
      asked ? el("p", { class: "note" }, asked) : "",
      cell.detail ? el("p", { lang: "en" }, cell.detail) : "",
      ...part("command", cell.command && typed(text(cell.command))),
      ...part("setup", cell.setup && typed(text(cell.setup))),
      ...part("environment", cell.env && value(cell.env)),
      ...Object.entries(cell.files && !Array.isArray(cell.files) ? cell.files : {}).flatMap(
        ([file, content]) => titled(said("with_file", { file }), typeof content === "string"
          ? el("pre", {}, content) : value(content))),
      ...part("values", compared(cell)),
      ...part("on_disk", disk && el("pre", {}, text(disk))),
      ...part("it_said", cell.says && el("pre", {}, text(cell.says))),
      ...part("message", cell.message && value(cell.message)),
      ...[cell.cause, cell.arrival_cause].filter(Boolean).flatMap((cause) =>
        part("cause", el("p", {}, el("em", {}, cause), ": ",
          causes[cause] ? english(causes[cause]) : said("unexplained")))),
      ...(cell.pieces || []).flatMap((piece) => ofProgram(piece, row.pieces[piece])),
      ...part("hands", cell.calls && hands(cell)),
      ...part("further", facts(Object.fromEntries(
        Object.entries(cell).filter(([fact]) => !placed.has(fact)
          || (fact === "files" && Array.isArray(cell.files)))))),
      ...part("afresh",
        typed(cell.reproduce || `python -m benchmarks reproduce ${category}/${name}/${key}`)),
    ];
  }

  // What rows, cells and causes say is English in every language.
  function english(content) {
    return el("span", { lang: "en" }, content);
  }

  function part(phrase, content) {
    return titled(said(phrase), content);
  }

  function titled(title, content) {
    return content ? [el("h3", {}, title), content] : [];
  }

  function text(fact) {
    return typeof fact === "string" ? fact : Array.isArray(fact) ? fact.map(text).join("\n")
      : JSON.stringify(fact);
  }

  function typed(command) {
    const copy = el("button", { class: "copy", type: "button" }, said("copy"));
    copy.addEventListener("click", () => copied(command, copy));
    return el("div", { class: "typed" }, el("pre", {}, command), copy);
  }

  // Copy a text, and say so on the button.
  async function copied(content, button) {
    const before = button.textContent;
    let done = false;
    try {
      await navigator.clipboard.writeText(content);
      done = true;
    } catch {
      done = copiedFrom(content, button);
    }
    button.textContent = said(done ? "copied" : "select_and_copy");
    setTimeout(() => { button.textContent = before; }, 1600);
  }

  // Without the clipboard's permission: a field that is selected and copied the old way.
  function copiedFrom(content, button) {
    const field = el("textarea", { "aria-hidden": "true", tabindex: "-1", class: "unseen" });
    field.value = content;
    button.after(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    button.focus();
    return done;
  }

  // Expected, arrived and come back, a line for each setting; single values in one line.
  function compared(cell) {
    const found = ["asked", "expected", "arrived", "used", "came_back"]
      .filter((fact) => cell[fact] !== undefined && cell[fact] !== null)
      .filter((fact) => typeof cell[fact] !== "object" || Object.keys(cell[fact]).length);
    if (!found.length) return null;
    const whole = (fact) => typeof cell[fact] === "object" && !Array.isArray(cell[fact]);
    const names = [...new Set(found.flatMap((fact) => (whole(fact) ? Object.keys(cell[fact]) : [])))];
    const lines = names.map((key) => [key, ...found.map((fact) => (whole(fact) ? cell[fact][key] : ""))]);
    if (found.some((fact) => !whole(fact))) {
      lines.unshift([cell.setting || "", ...found.map((fact) => (whole(fact) ? "" : cell[fact]))]);
    }
    const head = el("tr", {}, el("td", {}), ...found.map((fact) => el("th", { scope: "col" }, said(fact))));
    return el("table", {}, el("thead", {}, head), el("tbody", {}, ...lines.map(([key, ...values]) =>
      el("tr", {}, el("th", { scope: "row" }, key), ...values.map((each) =>
        el("td", {}, each === undefined || each === "" ? "" : el("code", {}, text(each))))))));
  }

  // A piece of the program that decides the cell: what stands there, with it and without.
  function ofProgram(name, piece) {
    const title = said("by_piece", { name });
    if (!piece) return [el("h3", {}, title)];
    const page = piece.documented
      ? [said("as_documented"), " ", el("a", { href: piece.documented }, piece.documented), "."]
      : [said("not_documented")];
    return [
      el("h3", {}, title),
      el("pre", {}, piece.text),
      el("p", {}, piece.href ? el("a", { href: piece.href }, piece.where) : piece.where,
        ". ", english(piece.reason), " ", ...page),
      el("p", {}, said(piece.without.trim() ? "without_it" : "without_it_nothing")),
      piece.without.trim() ? el("pre", {}, piece.without) : "",
    ];
  }

  function hands(cell) {
    return el("ul", {}, ...cell.calls.map(([what, call]) =>
      el("li", {}, `${configbench.phrases[`hand ${what}`] ?? what}: `, el("code", {}, call))));
  }

  function facts(some) {
    const entries = Object.entries(some);
    if (!entries.length) return null;
    return el("dl", { class: "facts" }, ...entries.flatMap(([key, fact]) =>
      [el("dt", { lang: "en" }, key.replaceAll("_", " ")),
        el("dd", {}, of(key, fact))]));
  }

  function of(key, fact) {
    if (judged(key)) return word(fact);
    if (["unsupported", "not_used", "page"].includes(key)) return paged(fact);
    return (key === "ratio" && interval(fact, [["", 1]])) || value(fact);
  }

  function value(fact) {
    if (fact === null || fact === undefined) return "–";
    if (fact === true) return said("yes");
    if (fact === false) return said("no");
    if (Array.isArray(fact)) {
      if (!fact.length) return "none";
      const rows = listing(fact);
      if (rows) return rows;
      return fact.some((each) => each !== null && typeof each === "object")
        ? el("ol", {}, ...fact.map((each) => el("li", {}, value(each))))
        : fact.map(value).join(", ");
    }
    if (typeof fact === "object") return interval(fact) || facts(fact) || "none";
    return String(fact);
  }

  // A list of flat facts of one form, as a table.
  function listing(list) {
    const flat = (each) => each !== null && typeof each === "object" && !Array.isArray(each)
      && Object.values(each).every((inner) => inner === null || typeof inner !== "object");
    if (list.length < 2 || !list.every(flat)) return null;
    const keys = Object.keys(list[0]);
    if (!list.every((each) => Object.keys(each).join() === keys.join())) return null;
    const head = keys.map((key) => el("th", { scope: "col" }, key.replaceAll("_", " ")));
    const lines = list.map((each) => el("tr", {}, ...keys.map((key) => el("td", {}, value(each[key])))));
    return el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...lines));
  }

  // A median with its interval, in seconds: in the unit that fits.  A ratio has none.
  function interval(fact, units = [["s", 1], ["ms", 1e3], ["µs", 1e6]]) {
    if (fact === null || typeof fact !== "object" || Object.keys(fact).sort().join() !== "high,low,median") return null;
    const size = Math.max(...Object.values(fact).map(Math.abs));
    const [unit, factor] = units.find(([, by]) => units.length === 1 || size * by >= 1) || ["ns", 1e9];
    const [median, low, high] = [fact.median, fact.low, fact.high].map(
      (each) => Number((each * factor).toPrecision(4)));
    return `${median} [${low}, ${high}] ${unit}`.trimEnd();
  }

  // The page of a fact, in brackets behind the reason of a gap, is a link; no other text has links.
  function paged(told) {
    const [, before, page, after] = String(told).match(/^([^]*\s\()?(https?:\/\/[^\s)]+)(\)?)$/) || [];
    return page ? el("span", {}, before || "", el("a", { href: page }, page), after) : value(told);
  }

  // The address tells what is open: overrides.html#open=overrides/hydra/tuple.

  function follow() {
    const dialog = $("#evidence");
    const place = address.get("open");
    if (place) return open(place);
    wanted = "";
    dialog.close();
  }

  function opened(event) {
    const cell = event.target.closest('[data-open], [href*="#open="], .matrix td:not(.none)');
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const place = cell.dataset.open || (cell.hash ? linked(cell) : placeOf(cell));
    event.preventDefault();
    if (!cell.closest("dialog")) opener = cell;
    address.set({ open: place }, true);
    open(place);
  }

  function linked(link) {
    return new URLSearchParams(link.hash.slice(1)).get("open");
  }

  // The case stands at the head of the line, without the breaks that a long name may have.
  function placeOf(cell) {
    const table = cell.closest("table");
    const name = table.tHead.rows[0].cells[cell.cellIndex].dataset.name;
    return `${table.dataset.category}/${name}/${cell.parentElement.cells[0].textContent}`;
  }

  configbench.ready(() => {
    const dialog = $("#evidence");
    document.addEventListener("click", opened);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => {
      // A dialog tells late that it was closed: it may be open again, or another place be wanted.
      if (dialog.open) return;
      if (address.get("open") === shown) address.set({ open: "" });
      if (opener && opener.isConnected) opener.focus();
      opener = null;
    });
    for (const block of $$("main .typed")) block.replaceWith(typed(block.textContent));
    address.changed(follow);
    // The addresses of old, overrides.html#overrides/hydra/tuple, lead to the same.
    const old = plainly(location.hash.slice(1));
    if (!old.includes("=") && old.split("/").length > 2) address.set({ open: old });
    if (address.get("open")) follow();
  });

  Object.assign(configbench, { open, copied, placeOf });
})();
