// Two to four programs side by side, a band for each role, and beneath them the cells that differ:
// compare.html#rows=argparse,hydra&line=argparse:34
"use strict";

configbench.ready(() => {
  const { $, $$, el, load, said, address, plainly, party } = configbench;
  const side = $("#side");
  const differ = $("#differ");
  const chosen = $("#chosen");
  const most = Number(chosen.dataset.most);
  const start = chosen.dataset.start.split(",");
  const harm = differ.dataset.harm.split(" ");
  const roles = $$("#roles dt").map((each) => each.dataset.role);
  const files = roles.at(-1); // config files come last
  const rows = new Map($$("#programs li").map((each) => [each.dataset.name,
    { link: $(".row", each), file: $(".file", each), title: $(".row", each).textContent }]));
  let shown = null; // what the page shows: {names, line, folded, category, kind}
  let hash = ""; // the address of it
  let turn = 0; // how often other rows were chosen: what was loaded for those before is left
  let laid = false; // whether the programs of these rows are there
  let missed = ""; // what is said of a line that is not there
  let source = {};
  let compared = []; // categories with their cells
  let word = {}; // what outcomes and parties are called

  const title = (name) => rows.get(name).title;
  const titles = (names) => names.map(title).join(", ");
  const joined = (pieces) => pieces.filter(Boolean).join(" ");

  // The address

  // What parties.html wrote before: #argparse,hydra:34.
  function rewrite() {
    const written = location.hash.slice(1);
    if (!written || written.includes("=")) return;
    const words = plainly(written).split(",").filter(Boolean);
    const names = words.map((each) => each.split(":")[0]);
    if (names.some((name) => rows.has(name))) {
      address.set({ rows: names.join(","), line: words.find((each) => each.includes(":")) });
    } else if (hash && document.getElementById(written)) {
      // A place on the page, as the skip link's: what is shown stays.
      history.replaceState(null, "", hash);
    }
  }

  // A line of the program is hydra:34, one of another file hydra:configs/hydra/config.yaml:3.
  function placed(text) {
    const [, name, file = "", number] = /^([^:]*)(?::(.*))?:(\d+)$/.exec(text) || [];
    return name === undefined ? null : { name, file, number: Number(number), text };
  }

  function read() {
    rewrite();
    const line = placed(address.get("line"));
    const asked = address.get("rows").split(",").map((name) => name.trim()).filter(Boolean);
    const wanted = [...new Set([...asked, ...(line ? [line.name] : [])])];
    const known = wanted.filter((name) => rows.has(name));
    const unknown = wanted.filter((name) => !rows.has(name));
    const names = known.slice(0, most);
    for (const name of [...start, ...rows.keys()]) {
      if (names.length < 2 && !names.includes(name)) names.push(name);
    }
    const complaints = [
      unknown.length ? said("compare_unknown", { names: unknown.join(", ") }) : "",
      known.length > most ? said("compare_most", { most, names: titles(known.slice(most)) }) : "",
    ];
    hash = location.hash;
    return {
      names, complaints,
      line: line && names.includes(line.name) ? line : null,
      folded: address.get("folded").split(",").filter(Boolean),
      category: address.get("category"),
      kind: address.get("kind"),
    };
  }

  function choose(changes, push = false) {
    address.set(changes, push);
    show();
  }

  async function show() {
    const before = shown;
    shown = read();
    if (before && before.names.join() === shown.names.join()) {
      update(before.line?.text !== shown.line?.text);
      return;
    }
    const mine = ++turn;
    laid = false;
    compared = [];
    $("#counted").textContent = "";
    $("#lines").replaceChildren();
    try {
      choices(shown.names);
      source = await load("source");
      if (mine !== turn) return;
      programs(shown.names);
      laid = true;
      update(true);
      const found = await cells(shown.names);
      if (mine !== turn) return;
      compared = found;
      differences();
    } catch (error) {
      $("#told").textContent = error.message;
    }
  }

  // Of the same rows: what is folded, which line is meant, which cells are wanted.
  function update(moved) {
    if (!laid) return;
    fold(shown.folded);
    if (moved) missed = mark(shown.line);
    $("#told").textContent = joined([...shown.complaints, missed]);
    if (compared.length) differences();
  }

  // The rows

  function choices(names) {
    chosen.replaceChildren(...Array.from({ length: Math.min(most, rows.size) }, (_, place) => {
      const mine = names[place] || "";
      const select = el("select", {}, ...(place > 1 ? [el("option", { value: "" }, said("compare_none"))] : []),
        ...[...rows.keys()].map((name) => {
          const option = el("option", { value: name }, title(name));
          option.disabled = name !== mine && names.includes(name);
          return option;
        }));
      select.value = mine;
      select.addEventListener("change", () => {
        const values = $$("select", chosen).map((each) => each.value).filter(Boolean);
        choose({ rows: values.join(","), line: "" }, true);
        $$("select", chosen)[place].focus();
      });
      return el("label", {}, said("compare_row", { number: place + 1 }), " ", select);
    }));
    document.title = `${titles(names)} · ${$("h1").textContent} · configbench`;
  }

  // The programs

  function programs(names) {
    const found = names.flatMap((name) => source[name].map((part) => part[0]));
    const place = (role) => (roles.includes(role) ? roles.indexOf(role) : roles.length - 1.5);
    const sorted = [...new Set(found)].sort((one, other) => place(one) - place(other));
    side.replaceChildren(
      columns(names.map(card), "names"),
      ...sorted.map((role) => band(role, names)),
    );
  }

  function columns(some, kind) {
    return el("div", { class: `columns ${kind}`, style: `--n: ${some.length}` }, ...some);
  }

  function card(name) {
    const { link, file } = rows.get(name);
    const program = source[name].filter((part) => part[0] !== files);
    return el("div", {}, el("p", {}, link), el("p", { class: "soft" }, file),
      el("p", {}, program.length ? copies(said("compare_copy"), () => whole(program), title(name))
        : said("compare_no_file")));
  }

  function band(role, names) {
    const parts = names.map((name) => source[name].filter((part) => part[0] === role));
    const common = shared(parts);
    const called = $$("#roles dt").find((each) => each.dataset.role === role);
    const meaning = called?.nextElementSibling;
    const summary = el("summary", {}, el("h2", {}, called?.textContent || role), " ", el("small", {}, meaning?.textContent));
    const made = el("details", { class: "band", "data-role": role, open: "" }, summary,
      columns(names.map((name, place) => column(name, role, parts[place], common)), "code"));
    made.addEventListener("toggle", () => {
      const folded = $$(".band:not([open])", side).map((each) => each.dataset.role).join(",");
      if (made.isConnected && folded !== address.get("folded")) choose({ folded });
    });
    return made;
  }

  // The lines that each column has, blanks at their ends aside.
  function shared(parts) {
    const [first, ...others] = parts.map((some) =>
      new Set(some.flatMap((part) => part[3].map((line) => plain(line).trim()))));
    return new Set(others.length ? [...first].filter((line) => line && others.every((each) => each.has(line))) : []);
  }

  function column(name, role, parts, common) {
    const count = parts.reduce((sum, part) => sum + part[3].length, 0);
    const told = count ? said("compare_lines", { count }) : said("compare_no_lines");
    const made = el("div", {}, el("h3", {}, title(name), " ", el("small", {}, told)));
    if (!count) return made;
    const stops = el("div", { class: "stops", role: "group",
      "aria-label": said("compare_block", { row: title(name), role }) },
    ...parts.flatMap((part) => [role === files ? heading(part) : "", block(part, name, common)]));
    $$("a, button", stops).forEach((stop, place) => { stop.tabIndex = place ? -1 : 0; });
    made.append(stops);
    return made;
  }

  function heading(part) {
    const [, file] = part;
    return el("p", { class: "path" }, el("a", { href: disk(file) }, file), " ",
      copies(said("compare_copy_file"), () => part[3].map(plain).join("\n"), file));
  }

  function block([role, file, first, lines], name, common) {
    // What ends with an end of line has no other line behind it.
    const some = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
    return el("div", { class: "lines" }, ...some.map((line, place) => {
      const number = first + place;
      const at = role === files ? `${name}:${file}:${number}` : `${name}:${number}`;
      const text = plain(line);
      const indent = Math.min(text.length - text.trimStart().length, 12);
      const code = el("code", { style: `--indent: ${indent}` });
      // The lines are our own, escaped when the page was made.
      code.innerHTML = line;
      return el("div", { class: common.has(text.trim()) ? "line same" : "line", "data-at": at },
        el("a", { class: "number", href: `#rows=${shown.names.join(",")}&line=${encodeURI(at)}` }, `${number}`), code);
    }));
  }

  // As report/markup.py has it: in the repository, or on this disk.
  function disk(file) {
    const path = file.split("/").map(encodeURIComponent).join("/");
    return file.startsWith("/") ? `file://${path}` : `../../${path}`;
  }

  // The text of a line; most lines stand in several programs.
  const inert = document.createElement("template");
  const texts = new Map();

  function plain(line) {
    if (!texts.has(line)) {
      inert.innerHTML = line;
      texts.set(line, inert.content.textContent);
    }
    return texts.get(line);
  }

  // A program again, out of its parts: between them are blank lines.
  function whole(parts) {
    const lines = [];
    for (const [, , first, some] of parts) {
      some.forEach((line, place) => { lines[first - 1 + place] = plain(line); });
    }
    return `${Array.from(lines, (line) => line ?? "").join("\n")}\n`;
  }

  // Mark a line and show it; return what is to be said if it is not there.
  function mark(line) {
    $$(".here", side).forEach((each) => each.classList.remove("here"));
    if (!line) return "";
    const found = $$(".line", side).find((each) => each.dataset.at === line.text);
    if (!found) {
      const file = line.file || rows.get(line.name).file.textContent;
      return said("compare_no_line", { line: line.number, file, row: title(line.name) });
    }
    found.classList.add("here");
    found.closest("details").open = true;
    const { top, bottom } = found.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) found.scrollIntoView({ block: "center", behavior: "instant" });
    stop($(".number", found));
    return "";
  }

  function fold(folded) {
    const bands = $$(".band", side);
    bands.forEach((each) => { each.open = !folded.includes(each.dataset.role); });
    const all = bands.every((each) => !each.open);
    $("#fold").textContent = said(all ? "compare_unfold" : "compare_fold");
    $("#fold").onclick = () =>
      choose({ folded: all ? "" : bands.map((each) => each.dataset.role).join(",") });
  }

  // One tab stop a column: arrows move between its lines.
  function stop(wanted) {
    const column = wanted.closest(".stops");
    if (!column) return;
    $$("[tabindex='0']", column).forEach((each) => { each.tabIndex = -1; });
    wanted.tabIndex = 0;
  }

  side.addEventListener("focusin", (event) => {
    if (event.target.matches(".stops a, .stops button")) stop(event.target);
  });

  side.addEventListener("keydown", (event) => {
    const column = event.target.closest(".stops");
    const step = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key];
    if (!column || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    const stops = $$("a, button", column);
    const next = Math.min(Math.max(stops.indexOf(event.target) + step, 0), stops.length - 1);
    event.preventDefault();
    stops[next].focus();
  });

  side.addEventListener("click", (event) => {
    const number = event.target.closest(".number");
    if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose({ rows: shown.names.join(","), line: number.parentElement.dataset.at }, true);
  });

  function copies(label, text, what) {
    const button = el("button", { class: "copy", type: "button", "aria-label": `${label}: ${what}` }, label);
    button.addEventListener("click", () => configbench.copied(text(), button));
    return button;
  }

  // The cells

  const category = $("#category");
  const kind = $("#kind");
  const kinds = [...kind.options].map((option) => option.value);
  const named = new Map([...category.options].slice(1).map((option) => [option.value, option.textContent]));

  const arrival = (cell) => (cell.arrival in word.outcomes ? cell.arrival : "right");
  const rank = (outcome) => (harm.indexOf(outcome) + 1 || harm.length + 1);
  const worst = (cell) => (rank(arrival(cell)) < rank(cell.outcome) ? arrival(cell) : cell.outcome);
  const ratio = (cell) => (Number.isFinite(cell?.ratio?.median) ? cell.ratio : null);

  async function cells(names) {
    const every = [...named.keys()];
    const [words, ...loaded] = await Promise.all(
      [load(configbench.words), ...every.map((each) => load(`cells/${each}`))]);
    word = words;
    return every.map((each, place) => ({ category: each, lines: lines(each, loaded[place], names) }));
  }

  // A line a case; `all` stands for every case of a row that failed as a whole.
  function lines(category, cases, names) {
    const { all = {}, ...others } = cases;
    const found = Object.entries(Object.keys(others).length ? others : cases).map(([key, row]) => {
      const some = names.map((name) => row[name] ?? all[name] ?? null);
      return { key, category, cells: some, kind: kindOf(some) };
    });
    const place = (line) => [line.kind === "outcome" ? 0 : 1,
      Math.min(...line.cells.filter(Boolean).map((cell) => rank(worst(cell))))];
    return found.filter((line) => line.kind).map((line) => ({ ...line, place: place(line) }))
      .sort((one, other) => one.place[0] - other.place[0] || one.place[1] - other.place[1]);
  }

  // In what cells differ; what nobody measured differs from nothing.
  function kindOf(some) {
    const there = some.filter(Boolean);
    const measured = there.filter((cell) => cell.outcome !== "unmeasured");
    const several = (facts) => new Set(facts).size > 1;
    if (!there.length) return "";
    if (several(measured.map((cell) => `${arrival(cell)} ${cell.outcome}`))) return "outcome";
    if (several(measured.map(party).filter((by) => by !== "unmeasured"))) return "by";
    if (apart(measured.map(ratio).filter(Boolean))) return "figure";
    if (there.length < some.length) return "some";
    return measured.length < there.length ? "unmeasured" : "alike";
  }

  // Whether two intervals have nothing in common.
  function apart(intervals) {
    return intervals.some((one) => intervals.some((other) => one.high < other.low));
  }

  const differing = (line) => ["outcome", "by", "figure"].includes(line.kind);

  function differences() {
    const every = compared.flatMap((each) => each.lines);
    const count = (wanted) => every.filter((line) => line.kind === wanted).length;
    $("#counted").textContent = joined([
      said("compare_counted", { differ: every.filter(differing).length, outcome: count("outcome"),
        by: count("by"), figure: count("figure") }),
      said("compare_alike", { alike: count("alike"), some: count("some"), unmeasured: count("unmeasured") }),
    ]);
    $("#below").textContent = said("compare_below", { count: every.filter(differing).length });
    category.value = named.has(shown.category) ? shown.category : "";
    kind.value = kinds.includes(shown.kind) ? shown.kind : "";
    const wanted = (line) => (kind.value ? line.kind === kind.value : differing(line));
    for (const option of [...category.options].slice(1)) {
      const some = compared.find((each) => each.category === option.value).lines.filter(wanted).length;
      option.textContent = said("compare_of", { title: named.get(option.value), count: some });
    }
    const groups = compared.filter((each) => !category.value || each.category === category.value)
      .map((each) => ({ ...each, some: each.lines.filter(wanted) })).filter((each) => each.some.length);
    const made = groups.length ? table(groups, shown.names) : nothing();
    $("#lines").replaceChildren(made);
    if (!groups.length) return;
    configbench.grid(made);
    configbench.exports([made]);
  }

  function nothing() {
    const button = el("button", { type: "button" }, said("compare_all"));
    button.addEventListener("click", () => { choose({ category: "", kind: "" }); category.focus(); });
    return el("p", { class: "bar" }, said("compare_nothing"), " ", category.value || kind.value ? button : "");
  }

  // Roles are told: on a phone lines are laid out as grids, and would lose theirs.
  function table(groups, names) {
    const every = groups.flatMap((each) => each.some);
    const head = names.map((name, place) => {
      const count = every.filter((line) => line.cells[place]?.outcome === "right").length;
      return el("th", { scope: "col", role: "columnheader" }, title(name), el("small", {}, said("compare_right", { count })));
    });
    const first = el("th", { scope: "col", role: "columnheader" }, said("compare_cell"));
    return el("table", { class: "differences", style: `--n: ${names.length}`,
      "data-export": `compare-${names.join("-")}`, "aria-labelledby": "differ-title" },
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, first, ...head)),
    ...groups.map((each) => group(each, names)));
  }

  function group({ category: mine, lines: all, some }, names) {
    const count = all.filter(differing).length;
    const head = el("th", { scope: "rowgroup", role: "rowheader", colspan: names.length + 1 }, named.get(mine), " ",
      el("small", {}, said("compare_group", { differ: count, all: all.length })));
    return el("tbody", { role: "rowgroup" }, el("tr", { class: "group", role: "row" }, head),
      ...some.map((line) => row(line, names)));
  }

  function row(line, names) {
    const place = `${line.category}/${line.key}`;
    const asks = (word.asked[line.category] || {})[line.key];
    const head = el("th", { scope: "row", role: "rowheader", "data-told": place }, asks, asks ? el("small", {}, place) : place);
    return el("tr", { role: "row" }, head, ...line.cells.map((cell, at) => el("td", { role: "gridcell", "data-told": cell ? `${worst(cell)} ${party(cell)}` : "" }, cell
      ? outcome(cell, line, `${line.category}/${names[at]}/${line.key}`)
      : el("span", { class: "soft" }, said("compare_not_asked")))));
  }

  function outcome(cell, line, place) {
    const called = (name) => (word.outcomes[name] || { word: name }).word;
    const sign = (name) => (word.outcomes[name] || {}).sign || "";
    const by = word.parties[party(cell)] || { word: party(cell) };
    const came = arrival(cell) === "right" ? "" : arrival(cell);
    const time = line.kind === "figure" && ratio(cell);
    const digits = (number) => number.toPrecision(3);
    const told = [
      came ? said("compare_arrived", { outcome: called(came) }) : "",
      called(cell.outcome),
      party(cell) === "library" ? "" : by.word,
    ].filter(Boolean).join(", ");
    return el("button", { type: "button", class: worst(cell), "data-open": place },
      el("b", {}, `${came ? sign(came) : ""}${sign(cell.outcome)}${by.mark || ""}`), " ", told,
      time ? el("small", {}, `${digits(time.median)}× [${digits(time.low)}, ${digits(time.high)}]`) : "");
  }

  category.addEventListener("change", () => choose({ category: category.value }));
  kind.addEventListener("change", () => choose({ kind: kind.value }));
  $("#below").addEventListener("click", () => {
    const heading = $("#differ-title");
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  });

  $$("[hidden]", $("main")).forEach((each) => { each.hidden = false; });
  address.changed(show);
  show();
});
