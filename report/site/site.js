// What the pages do beyond being read: sort, filter, hide, and show the evidence of a cell.
// Opened from disk, a page may load scripts but fetch nothing: the data are scripts that call take().
"use strict";

const configbench = (() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const waiting = {}; // what is being loaded: the promise and its end, by kind/name

  // Make an element: el("p", {class: "x"}, "text", another).  Text is never read as HTML.
  function el(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }

  // Data

  function load(kind, name) {
    const key = `${kind}/${name}`;
    if (!waiting[key]) {
      const entry = (waiting[key] = {});
      entry.promise = new Promise((resolve, reject) => {
        entry.resolve = resolve;
        const script = el("script", { src: `data/${kind}/${encodeURIComponent(name)}.js` });
        script.onerror = () => reject(new Error(`data/${kind}/${name}.js cannot be read`));
        document.head.append(script);
      });
    }
    return waiting[key].promise;
  }

  function take(kind, name, content) {
    waiting[`${kind}/${name}`].resolve(kind === "cells" ? unpack(content) : content);
  }

  // report/packing.py says what this undoes.
  function unpack({ keys, texts, value }) {
    const undo = (packed) => {
      if (!Array.isArray(packed)) return packed;
      const [kind, ...rest] = packed;
      if (kind === -2) return texts[rest[0]];
      const inner = rest.map(undo);
      return kind === -1 ? inner : Object.fromEntries(keys[kind].map((key, i) => [key, inner[i]]));
    };
    return undo(value);
  }

  // Evidence

  // words.js tells what outcomes are called and what they mean, as the pages do.
  const word = (outcome) => (api.words.outcomes[outcome] || { word: outcome }).word;
  const judged = (fact) => ["outcome", "attempt_outcome", "arrival"].includes(fact);
  const means = (outcome) => api.words.outcomes[outcome].means;
  const party = (cell) => (cell.by === "adapter" && cell.documented ? "documented" : cell.by);
  const by = (cell) => (cell.by === "library" ? "" : `, ${api.words.parties[party(cell)].word}`);
  const placed = new Set([
    "outcome", "by", "cause", "reproduce", "detail", "command", "files", "setup", "env", "expected",
    "arrived", "asked", "came_back", "used", "says", "message", "bytes", "file", "arrival_cause",
    "pieces", "documented", "calls", "counts_as",
  ]);
  let opener = null; // what gets the focus back

  async function open(place) {
    const [category, name, ...rest] = place.split("/");
    const wanted = rest.join("/");
    const dialog = $("#evidence");
    try {
      const row = await load("cells", name);
      const body = (lists[category] || evidence)(row, category, name, wanted);
      show(dialog, body);
    } catch (error) {
      show(dialog, [place, el("p", {}, error.message)]);
    }
    remember(place);
  }

  function show(dialog, [title, ...body]) {
    const close = el("button", { class: "close", type: "button" }, "Close");
    close.addEventListener("click", () => dialog.close());
    const heading = typeof title === "string" ? el("h2", {}, title) : title;
    heading.id = "evidence-title";
    dialog.replaceChildren(el("header", {}, heading, close), el("div", { class: "body" }, ...body));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    close.focus();
  }

  function heading(row, category, rest) {
    return el("h2", {}, rest, el("small", {}, `${row.title} · ${category}`));
  }

  // What opens several cells: those that a figure counts before the others that were asked, and
  // those that an answer needs.
  const lists = {
    counted(row, _, name, key) {
      const { kinds, outcomes, library, means: said } = api.words.counted[key];
      const as = ([, , cell]) => (cell.counts_as || "").split(" "); // its kind, and the worse outcome
      const asked = everyCell(row).filter((each) => kinds.includes(as(each)[0]));
      const counts = (each) => outcomes.includes(as(each)[1]) && (!library || each[2].by === "library");
      const those = asked.filter(counts);
      const others = asked.filter((each) => !counts(each));
      return [
        heading(row, said, `${those.length} of ${asked.length} cells`),
        listed(name, those),
        those.length && others.length ? el("h3", {}, "The other cells") : "",
        listed(name, others),
      ];
    },
    must(row, _, name, key) {
      const { title, cells } = api.words.must[key];
      const those = everyCell(row).filter(([category, wanted]) => cells.includes(`${category}/${wanted}`));
      return [heading(row, title, `${those.length} cells`), listed(name, those)];
    },
  };

  function everyCell(row) {
    return Object.entries(row.cells).flatMap(([category, some]) =>
      Object.entries(some).map(([key, cell]) => [category, key, cell]));
  }

  function listed(name, some) {
    return some.length ? el("ul", {}, ...some.map(([category, key, cell]) => {
      const place = `${category}/${name}/${key}`;
      const button = el("button", { class: "open", "data-open": place }, `${category}/${key}`);
      const arrived = cell.arrival && cell.arrival !== "right" ? `, arrived: ${word(cell.arrival)}` : "";
      return el("li", {}, badge(cell), arrived, by(cell), " ", button, ` ${cell.detail || ""}`);
    })) : "";
  }

  function badge(cell) {
    return el("span", { class: `badge ${cell.outcome}` }, word(cell.outcome));
  }

  function evidence(row, category, name, wanted) {
    const cells = row.cells[category] || {};
    const key = wanted in cells ? wanted : "all";
    const cell = cells[key];
    if (!cell) return [`${name}, ${category}, ${wanted}`, el("p", {}, "There is no such cell.")];
    const disk = cell.bytes ?? cell.file;
    const asked = (api.words.asked[category] || {})[key];
    const answers = cell.by === "library" ? "" : `; ${api.words.parties[party(cell)].means}`;
    const body = [
      el("p", {}, badge(cell), " ", `${means(cell.outcome)}${answers}.`),
      asked ? el("p", { class: "note" }, asked) : "",
      cell.detail ? el("p", {}, cell.detail) : "",
      ...part("Command", cell.command && typed(text(cell.command))),
      ...part("Set up before", cell.setup && typed(text(cell.setup))),
      ...part("Environment", cell.env && value(cell.env)),
      ...Object.entries(cell.files && !Array.isArray(cell.files) ? cell.files : {}).flatMap(
        ([file, content]) => part(`With ${file}`, typeof content === "string"
          ? el("pre", {}, content) : value(content))),
      ...part("Values", compared(cell)),
      ...part("On disk", disk && el("pre", {}, text(disk))),
      ...part("It said", cell.says && el("pre", {}, text(cell.says))),
      ...part("The message", cell.message && value(cell.message)),
      ...[cell.cause, cell.arrival_cause].filter(Boolean).flatMap((cause) =>
        part("Cause", el("p", {}, el("em", {}, cause), ": ",
          row.causes[cause] || "nobody has explained it yet."))),
      ...(cell.pieces || []).flatMap((piece) => ofProgram(piece, row.pieces[piece])),
      ...part("Whose hands", cell.calls && hands(cell)),
      ...part("Further facts", facts(Object.fromEntries(
        Object.entries(cell).filter(([fact]) => !placed.has(fact)
          || (fact === "files" && Array.isArray(cell.files)))))),
      ...part("Measure this cell afresh",
        typed(cell.reproduce || `python -m benchmarks reproduce ${category}/${name}/${key}`)),
    ];
    return [heading(row, category, key), ...body];
  }

  function part(title, content) {
    return content ? [el("h3", {}, title), content] : [];
  }

  function text(fact) {
    return typeof fact === "string" ? fact : Array.isArray(fact) ? fact.map(text).join("\n")
      : JSON.stringify(fact);
  }

  function typed(command) {
    const copy = el("button", { class: "copy", type: "button" }, "Copy");
    copy.addEventListener("click", () => copied(command, copy));
    return el("div", { class: "typed" }, el("pre", {}, command), copy);
  }

  async function copied(command, button) {
    try {
      await navigator.clipboard.writeText(command);
      button.textContent = "Copied";
    } catch {
      button.textContent = copiedFrom(command, button) ? "Copied" : "Select and copy";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  }

  // Without the clipboard's permission: a field that is selected and copied the old way.
  function copiedFrom(command, button) {
    const field = el("textarea", { "aria-hidden": "true", tabindex: "-1", class: "unseen" });
    field.value = command;
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
    const head = el("tr", {}, el("td", {}), ...found.map((fact) =>
      el("th", { scope: "col" }, fact.replace("_", " "))));
    return el("table", {}, el("thead", {}, head), el("tbody", {}, ...lines.map(([key, ...values]) =>
      el("tr", {}, el("th", { scope: "row" }, key), ...values.map((each) =>
        el("td", {}, each === undefined || each === "" ? "" : el("code", {}, text(each))))))));
  }

  // A piece of the program that decides the cell: what stands there, with it and without.
  function ofProgram(name, piece) {
    const title = `By a piece of the program: ${name}`;
    if (!piece) return [el("h3", {}, title)];
    const page = piece.documented
      ? ["As the library's documentation shows it: ", el("a", { href: piece.documented }, piece.documented), "."]
      : ["No page of the library's documentation shows it."];
    return [
      el("h3", {}, title),
      el("pre", {}, piece.text),
      el("p", {}, piece.href ? el("a", { href: piece.href }, piece.where) : piece.where,
        `. ${piece.reason} `, ...page),
      el("p", {}, piece.without.trim() ? "What stands there without it:" : "Without it nothing stands there."),
      piece.without.trim() ? el("pre", {}, piece.without) : "",
    ];
  }

  function hands(cell) {
    return el("ul", {}, ...cell.calls.map(([what, call]) =>
      el("li", {}, `${what}: `, el("code", {}, call))));
  }

  function facts(some) {
    const entries = Object.entries(some);
    if (!entries.length) return null;
    return el("dl", { class: "facts" }, ...entries.flatMap(([key, fact]) =>
      [el("dt", {}, key.replaceAll("_", " ")), el("dd", {}, judged(key) ? word(fact) : value(fact))]));
  }

  function value(fact) {
    if (fact === null || fact === undefined) return "–";
    if (fact === true) return "yes";
    if (fact === false) return "no";
    if (Array.isArray(fact)) {
      if (!fact.length) return "none";
      const rows = listing(fact);
      if (rows) return rows;
      return fact.some((each) => each !== null && typeof each === "object")
        ? el("ol", {}, ...fact.map((each) => el("li", {}, value(each))))
        : fact.map(value).join(", ");
    }
    if (typeof fact === "object") return interval(fact) || facts(fact) || "none";
    return linked(String(fact));
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

  // A median with its interval, in seconds: in the unit that fits.
  function interval(fact) {
    if (Object.keys(fact).sort().join() !== "high,low,median") return null;
    const size = Math.max(...Object.values(fact).map(Math.abs));
    const [unit, factor] = [["s", 1], ["ms", 1e3], ["µs", 1e6]].find(([, by]) => size * by >= 1)
      || ["ns", 1e9];
    const [median, low, high] = [fact.median, fact.low, fact.high].map(
      (each) => Number((each * factor).toPrecision(4)));
    return `${median} [${low}, ${high}] ${unit}`;
  }

  // A text whose addresses are links.
  function linked(said) {
    const pieces = said.split(/(https?:\/\/[^\s)]+)/);
    if (pieces.length === 1) return said;
    return el("span", {}, ...pieces.map((piece, i) => (i % 2 ? el("a", { href: piece }, piece) : piece)));
  }

  // A cell has an address: overrides.html#overrides/hydra/tuple
  function remember(place) {
    try {
      history.replaceState(null, "", place ? `#${place}` : location.pathname + location.search);
    } catch { /* a page from disk may not be allowed to */ }
  }

  function opened(event) {
    const button = event.target.closest("button, [data-open]");
    if (!button || button.closest(".copy, .close")) return;
    const cell = button.closest(".matrix td");
    let place = button.dataset.open;
    if (cell) {
      const table = cell.closest("table");
      const name = table.tHead.rows[0].cells[cell.cellIndex].dataset.name;
      place = `${table.dataset.category}/${name}/${cell.parentElement.cells[0].textContent}`;
    }
    if (!place) return;
    event.preventDefault();
    if (!button.closest("dialog")) opener = button;
    open(place);
  }

  // Matrices: find, only what is not right, what lies on disk; arrows move between cells

  function matrices() {
    const find = $("#find");
    const bad = $("#bad");
    if (!find) return;
    const update = () => {
      const word = find.value.trim().toLowerCase();
      let shown = 0;
      for (const line of $$(".matrix tbody tr")) {
        const named = line.cells[0].textContent.toLowerCase().includes(word);
        const wrong = !bad.checked || $("td > button:not(.right)", line) !== null;
        line.hidden = !(named && wrong);
        shown += line.hidden ? 0 : 1;
      }
      $("#found").textContent = word || bad.checked ? `${shown} lines shown` : "";
    };
    find.addEventListener("input", update);
    bad.addEventListener("change", update);
    const noted = $("#noted");
    if (noted) {
      noted.addEventListener("change", () => {
        $$(".matrix").forEach((table) => table.classList.toggle("noted", noted.checked));
      });
    }
  }

  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function moved(event) {
    const cell = event.target.closest && event.target.closest(".matrix td");
    const step = steps[event.key];
    if (!cell || !step) return;
    let line = cell.parentElement;
    let column = cell.cellIndex;
    do {
      line = step[0] < 0 ? line.previousElementSibling : step[0] > 0 ? line.nextElementSibling : line;
      column += step[1];
    } while (line && (line.hidden || (line.cells[column] && !$("button", line.cells[column]))));
    const next = line && line.cells[column] && $("button", line.cells[column]);
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  // The first table: sort, filter, hide

  function firstTable() {
    const table = $("#first");
    if (!table) return;
    const hidden = new Set();
    const rows = $$("tbody tr", table);
    $$("thead th", table).forEach((head, column) => {
      const button = $("button", head);
      if (button) button.addEventListener("click", () => sort(table, rows, head, column));
    });
    const update = () => {
      const wanted = $$("#must .choices input:checked").map((box) => box.value);
      const parties = $("#answers").value.split(" ");
      const asked = $("#case").selectedIndex - 1;
      for (const row of rows) {
        const met = new Map(row.dataset.needs.split(" ").map((each) => each.split(":")));
        const meets = (need) => parties.includes(met.get(need));
        const does = asked < 0 || parties.some((each) => each[0] === row.dataset.cases[asked]);
        row.hidden = hidden.has(row.dataset.name) || !does || !wanted.every(meets);
      }
      const shown = rows.filter((row) => !row.hidden).length;
      $("#shown").textContent =
        shown < rows.length ? `${shown} of ${rows.length} rows shown` : "";
      $("#hidden").replaceChildren(...[...hidden].map((name) => {
        const chip = el("button", { class: "chip", type: "button", "aria-label": `Show ${name} again` }, name);
        chip.addEventListener("click", () => { hidden.delete(name); update(); });
        return chip;
      }));
    };
    for (const row of rows) {
      $(".hide", row).addEventListener("click", () => {
        hidden.add(row.dataset.name);
        update();
        $("#hidden").lastElementChild.focus();
      });
    }
    $("#must").addEventListener("change", update);
    update();
  }

  // Sort by a column, the other way when pressed again; what has no figure stays last.
  function sort(table, rows, head, column) {
    const up = head.getAttribute("aria-sort") !== "ascending";
    $$("[aria-sort]", table).forEach((each) => each.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = (row) => (row.cells[column] && row.cells[column].dataset.sort) || "";
    const order = (one, other) => {
      const [a, b] = [key(one), key(other)];
      if (a === "" || b === "") return (a === "") - (b === "");
      const by = isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b;
      return up ? by : -by;
    };
    table.tBodies[0].append(...[...rows].sort(order));
  }

  function start() {
    firstTable();
    matrices();
    document.addEventListener("click", opened);
    document.addEventListener("keydown", moved);
    const dialog = $("#evidence");
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => {
      remember("");
      if (opener && opener.isConnected) opener.focus();
      opener = null;
    });
    for (const block of $$("main .typed")) {
      block.replaceWith(typed(block.textContent));
    }
    const place = decodeURIComponent(location.hash.slice(1));
    if (place.split("/").length > 2) open(place);
  }

  document.addEventListener("DOMContentLoaded", start);
  const api = { take, load, el };
  return api;
})();
