// Try it: what each row is typed for a case, and what arrived: try.html#case=overrides/float_exponent
// What can be picked is the list that the page holds; what is shown are stored cells and nothing else.
"use strict";

configbench.ready(() => {
  const { $, $$, el, load, said, address, page, party } = configbench;
  const language = document.documentElement.lang || "en";
  const [setting, value, order] = ["#setting", "#value", "#order"].map((id) => $(id));
  const choices = $$("#cases [data-key]");
  let shownNow = "";
  let asked = 0; // which of several answers that are waited for is the newest

  // A line of the list leads to the line of its category: overrides.html#find=nested_int
  function caseOf(line) {
    const [file, found] = $("a", line).getAttribute("href").split("#find=");
    return `${file.split(".")[0]}/${decodeURIComponent(found)}`;
  }

  const ofCase = (wanted) => $$("#cases li").find((line) => caseOf(line) === wanted);

  const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

  // What is picked

  function fill() {
    let section = null;
    for (const choice of choices) {
      const title = headingOf(choice);
      if (section === null || section.label !== title) {
        section = el("optgroup", { label: title });
        setting.append(section);
      }
      section.append(el("option", { value: choice.dataset.key }, $("summary", choice).textContent));
    }
  }

  function headingOf(choice) {
    let before = choice.previousElementSibling;
    while (before.tagName !== "H2") before = before.previousElementSibling;
    return before.textContent;
  }

  function fillValues(key) {
    const choice = choices.find((each) => each.dataset.key === key);
    value.replaceChildren(...$$("ul", choice).map((list) =>
      el("optgroup", { label: list.previousElementSibling.textContent },
        ...$$("li", list).map((line) => {
          const asks = $("a", line).textContent;
          const code = $("code", line);
          return el("option", { value: caseOf(line) },
            cut(code ? `${code.textContent} · ${asks}` : asks, 100));
        }))));
  }

  function pick(wanted) {
    const holds = (choice) => $$("li", choice).some((line) => caseOf(line) === wanted);
    const here = choices.find((choice) => choice.dataset.key === setting.value);
    const choice = here && holds(here) ? here : choices.find(holds);
    setting.value = choice.dataset.key;
    fillValues(setting.value);
    value.value = wanted;
  }

  // What is shown

  async function show() {
    const wanted = address.get("case") || $("#cases").dataset.first;
    const line = ofCase(wanted);
    order.value = address.get("order") === "name" ? "name" : "";
    if (shownNow === `${wanted} ${order.value}`) return; // another part of the address has changed
    shownNow = `${wanted} ${order.value}`;
    const now = (asked += 1);
    if (!line) {
      clear(said("try_unknown", { case: cut(wanted, 80) }));
      return;
    }
    pick(wanted);
    const [category, ...rest] = wanted.split("/");
    try {
      const [cells, { rows }, words] = await Promise.all(
        [`cells/${category}`, "rows", configbench.words || "words"].map(load));
      if (now !== asked) return;
      const some = answers(cells[rest.join("/")] || {}, rows, words);
      const alike = groups(some);
      $("#came").replaceChildren(...head(line, some), listed(alike));
      $("#told").textContent = `${$("a", line).textContent} ${alike.map(counted).join("; ")}`;
      $("#typed").hidden = false;
      fillTable(wanted, order.value === "name" ? some.sort(byTitle) : some);
    } catch (error) {
      if (now === asked) clear(error.message);
    }
  }

  function clear(message) {
    value.replaceChildren();
    setting.selectedIndex = -1;
    $("#came").replaceChildren(el("p", {}, message));
    $("#told").textContent = message;
    $("#typed").hidden = true;
  }

  // The cells of a case, each with its row and what became of it: as asked first, then the most alike.
  function answers(cells, rows, words) {
    const named = (outcome) => (words.outcomes[outcome] || { word: outcome }).word;
    const found = Object.entries(cells).map(([name, cell]) => ({
      name, cell, title: (rows[name] || { title: name }).title, program: (rows[name] || {}).program,
      words: named, worst: worstOf(cell), word: named(worstOf(cell)),
      party: (words.parties[party(cell)] || { word: cell.by }).word,
      like: JSON.stringify([cell.outcome, cell.arrival, cell.arrived, cell.came_back, cell.reached > 0]),
    }));
    const counts = {};
    for (const each of found) counts[each.like] = (counts[each.like] || 0) + 1;
    const wrong = (each) => each.worst !== "right";
    return found.sort((one, other) => wrong(one) - wrong(other) || counts[other.like] - counts[one.like]
      || one.like.localeCompare(other.like) || byTitle(one, other));
  }

  const byTitle = (one, other) => one.title.localeCompare(other.title, language);

  function head(line, some) {
    const about = line.dataset.kind ? said(`try_${line.dataset.kind}`) : "";
    const link = el("a", { href: $("a", line).getAttribute("href") }, said("try_line"));
    const asking = some.map(({ cell }) => wantedOf(cell)).find((each) => each && Object.keys(each).length);
    return [
      el("h2", {}, $("a", line).textContent),
      asking ? el("p", {}, `${said("try_asked")} `, ...shown(asking)) : "",
      el("p", { class: "soft" }, about, about ? "; " : "", link),
    ].filter(Boolean);
  }

  const wantedOf = (cell) => cell.expected || (cell.asked === undefined ? null : { [cell.setting]: cell.asked });

  function groups(some) {
    const found = new Map();
    for (const each of some) found.set(each.like, [...(found.get(each.like) || []), each]);
    return [...found.values()];
  }

  const rowsOf = (alike) => (alike.length === 1 ? said("try_row") : said("try_rows", { count: alike.length }));
  const counted = (alike) => `${rowsOf(alike)} ${alike[0].word}`;

  function listed(found) {
    return el("ul", { class: "groups" }, ...found.map((alike) => {
      const { cell, worst, word } = alike[0];
      return el("li", {}, badge(worst, word), " ", el("strong", {}, rowsOf(alike)), " ", ...arrived(cell),
        cell.came_back === undefined ? "" : el("span", {}, `; ${said("try_back")} `, ...shown(cell.came_back)),
        el("small", {}, alike.map((each) => each.title).join(" · ")));
    }));
  }

  // The worse of how a value arrived and how it came back, as the tables of categories have it.
  function worstOf(cell) {
    const both = [cell.arrival, cell.outcome];
    return $("#cases").dataset.worst.split(" ").find((bad) => both.includes(bad)) || cell.outcome;
  }

  const badge = (outcome, word) => el("span", { class: `badge ${outcome}` }, word);

  // On a narrow screen the lines are blocks: the roles keep them a table.
  function fillTable(wanted, some) {
    const table = $("#typed table");
    const disk = some.some(({ cell }) => cell.bytes !== undefined);
    const back = some.some(({ cell }) => cell.came_back !== undefined);
    const heads = ["row", "typed", "arrived", disk && "disk", back && "back", "outcome"].filter(Boolean);
    table.tHead.replaceChildren(el("tr", { role: "row" }, ...heads.map((key) =>
      el("th", { scope: "col", role: "columnheader" }, said(`try_head_${key}`)))));
    table.tBodies[0].replaceChildren(...some.map((each) => lineOf(each, wanted, heads)));
    $$("a, button", table).forEach((each) => { each.tabIndex = -1; });
    configbench.stop(table);
  }

  function lineOf(each, wanted, heads) {
    const { cell } = each;
    const [category, ...rest] = wanted.split("/");
    const open = el("button", { class: "open", type: "button",
      "data-open": `${category}/${each.name}/${rest.join("/")}`,
      "aria-label": `${said("try_evidence")}: ${each.title}` }, said("try_evidence"));
    const of = {
      row: () => [each.program ? el("a", { href: page(`row-${each.name}`) }, each.title) : each.title],
      typed: () => typed(cell, each.program),
      arrived: () => [...judged(cell.arrival, each), ...arrived(cell), cell.says ? el("small", {}, cut(first(cell.says), 160)) : ""],
      disk: () => (cell.bytes === undefined ? [] : [code(first(String(cell.bytes)), "line-typed")]),
      back: () => (cell.came_back === undefined ? [] : [...judged(cell.outcome, each), ...shown(cell.came_back)]),
      outcome: () => [badge(each.worst, each.word), el("small", {}, each.party), el("small", {}, open)],
    };
    return el("tr", { role: "row" }, ...heads.map((key) => (key === "row"
      ? el("th", { scope: "row", role: "rowheader" }, ...of.row())
      : el("td", { role: "gridcell", "data-label": said(`try_head_${key}`) }, ...of[key]()))));
  }

  // How it arrived is judged apart from how it came back, where both are told: what is not right is marked.
  const judged = (outcome, { cell, words }) => (cell.arrival === undefined || outcome === "right" ? []
    : [badge(outcome, words(outcome)), " "]);

  const first = (text) => text.trim().split("\n")[0];
  const code = (text, kind = "") => el("code", kind ? { class: kind } : {}, text);

  // Lines before, files, and the line itself.
  function typed(cell, program) {
    const before = Array.isArray(cell.before) ? cell.before : [];
    const files = cell.files && !Array.isArray(cell.files) ? Object.entries(cell.files) : [];
    return [
      ...before.map((line) => el("div", {}, el("small", {}, said("try_before")), lineOfWords(line, program))),
      ...files.map(([file, text]) => el("div", {}, el("small", {}, said("try_file", { file })), inFile(text))),
      cell.command ? lineOfWords(cell.command, program) : "",
    ];
  }

  // Words stay whole where they can; what starts the program is the same for all cases.
  function lineOfWords(line, program) {
    const end = program && line.includes(program) ? line.indexOf(program) + program.length : 0;
    const words = line.slice(end).split(/(\s+)/).map((word) => (word.trim() ? el("span", {}, word) : word));
    return el("code", { class: "line-typed" }, el("span", { class: "soft" }, line.slice(0, end)), ...words);
  }

  function inFile(text) {
    const lines = String(text).trimEnd().split("\n");
    const most = 8;
    return code(lines.length > most
      ? [...lines.slice(0, most - 2), said("try_lines", { count: lines.length - most + 2 })].join("\n")
      : lines.join("\n"), "line-file");
  }

  function arrived(cell) {
    const found = cell.arrived;
    const some = typeof found === "string" || (found && Object.keys(found).length);
    if (some) return shown(found);
    return [el("span", { class: "soft" }, said(cell.reached === undefined ? "try_none"
      : cell.reached > 0 ? "try_ran" : "try_refused"))];
  }

  // Values as Python writes them, each with what it is: the text '1' is no number.
  function shown(found) {
    if (found === null) return [el("span", { class: "soft" }, said("try_none"))];
    if (typeof found !== "object") return valued(found);
    const lines = Object.entries(found);
    return lines.length === 1 ? valued(lines[0][1]) : lines.map(([key, each]) =>
      el("div", {}, code(`${key}:`, "soft"), " ", ...valued(each)));
  }

  function valued(found) {
    const text = typeof found === "string" ? found : JSON.stringify(found);
    const kind = kindOf(text);
    return [code(text, `value ${kind}`), kind ? el("small", { class: "kind" }, said(`kind_${kind}`)) : ""];
  }

  const kinds = [
    ["text", /^(['"])[^]*\1$/], ["bytes", /^b(['"])[^]*\1$/], ["bool", /^(True|False)$/],
    ["int", /^-?\d+(\s*…[^]*)?$/], ["float", /^-?(\d+\.\d*|\.\d+|\d+(?=e))(e[-+]?\d+)?$|^-?(nan|inf)$/i],
    ["list", /^\[[^]*\]$/], ["tuple", /^\([^]*\)$/], ["dict", /^\{(\}|[^]*:[^]*\})$/], ["set", /^\{[^]*\}$/],
  ];

  const kindOf = (text) => (kinds.find(([, pattern]) => pattern.test(text)) || [""])[0];

  fill();
  $("#cases").hidden = true;
  $("#pick").hidden = false;
  $("#came").hidden = false;
  setting.addEventListener("change", () => {
    fillValues(setting.value);
    address.set({ case: value.value }, true);
    show();
  });
  value.addEventListener("change", () => {
    address.set({ case: value.value }, true);
    show();
  });
  order.addEventListener("change", () => {
    address.set({ order: order.value });
    show();
  });
  address.changed(show);
  show();
});
