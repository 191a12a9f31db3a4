// Tables: one tab stop each, arrows within; filters that say why nothing is left; CSV and JSON.
// Beside them what every page has: what a term means, menus, languages.
"use strict";

(() => {
  const { $, $$, el, said } = configbench;

  // A table is one tab stop.  The arrows move between its cells; enter does what a click does.

  const target = (cell) => cell.querySelector("a, button")
    || (cell.matches(".matrix td:not(.none), .matrix tbody th, [data-means]") ? cell : null);
  const seen = (cell) => cell.offsetParent !== null;

  function grid(table) {
    table.setAttribute("role", "grid");
    $$("a, button", table).forEach((each) => { each.tabIndex = -1; });
    stop(table);
    table.addEventListener("focusin", (event) => {
      const cell = event.target.closest("td, th");
      if (cell) enter(table, target(cell));
    });
    table.addEventListener("keydown", (event) => moved(table, event));
    if (table.matches(".matrix")) read(table);
  }

  // The first cell that is seen takes the tab, unless one has it.
  function stop(table) {
    const now = $("[tabindex='0']", table);
    if (now && seen(now)) return;
    const first = $$("td, th", table).find((cell) => seen(cell) && target(cell));
    if (first) enter(table, target(first));
  }

  function enter(table, element) {
    $$("[tabindex='0']", table).forEach((each) => { each.tabIndex = -1; });
    if (element) element.tabIndex = 0;
  }

  function moved(table, event) {
    const cell = event.target.closest("td, th");
    if (!cell || event.altKey || event.metaKey || event.shiftKey) return;
    if (["Enter", " "].includes(event.key) && event.target === cell) {
      event.preventDefault();
      cell.click();
      return;
    }
    const next = goal(table, cell, event.key, event.ctrlKey);
    if (!next) return;
    event.preventDefault();
    enter(table, target(next));
    target(next).focus();
  }

  function goal(table, cell, key, whole) {
    const lines = [...table.rows].filter(seen);
    const line = lines.indexOf(cell.parentElement);
    const within = (some) => [...some].filter((each) => seen(each) && target(each));
    const row = within(cell.parentElement.cells);
    const column = lines.map((each) => each.cells[cell.cellIndex]);
    const there = (each) => each && target(each);
    switch (key) {
      case "ArrowLeft": return row[row.indexOf(cell) - 1];
      case "ArrowRight": return row[row.indexOf(cell) + 1];
      case "ArrowUp": return column.slice(0, line).reverse().find(there);
      case "ArrowDown": return column.slice(line + 1).find(there);
      case "Home": return whole ? within(lines[0].cells)[0] : row[0];
      case "End": return whole ? within(lines.at(-1).cells).at(-1) : row.at(-1);
      default: return null;
    }
  }

  // A sign is read out as what it stands for.
  function read(table) {
    for (const cell of $$("tbody td:not(.none)", table)) {
      const [outcome, party] = classes(cell);
      const figure = cell.textContent.match(/\d.*/);
      const words = [said(`outcome ${outcome}`), party && said(`party ${party}`), figure && figure[0]];
      cell.setAttribute("aria-label", words.filter(Boolean).join(", "));
    }
  }

  // The outcome of a cell of a matrix, and whose doing it is, if not the library's.
  function classes(cell) {
    const kinds = [...cell.classList];
    const by = kinds.find((kind) => kind.startsWith("by-"));
    return [kinds.find((kind) => `outcome ${kind}` in configbench.phrases) || "right", by && by.slice(3)];
  }

  // Filters

  // Hide what does not meet all conditions ({what, meets, undo}); where nothing is left, say which
  // of them is in the way, and offer to let go of it.  Returns how many are left.
  function filtered(items, conditions, box) {
    const meet = (item, some) => some.every((each) => each.meets(item));
    let left = 0;
    for (const item of items) {
      item.hidden = !meet(item, conditions);
      left += item.hidden ? 0 : 1;
    }
    box.hidden = left > 0 || !conditions.length;
    box.replaceChildren();
    if (box.hidden) return left;
    const button = (text, undo) => {
      const made = el("button", { type: "button" }, text);
      made.addEventListener("click", undo);
      return made;
    };
    const ways = conditions.map((each) => {
      const others = conditions.filter((other) => other !== each);
      return { ...each, count: items.filter((item) => meet(item, others)).length };
    }).filter((each) => each.count);
    ways.sort((one, other) => other.count - one.count);
    box.append(
      el("p", {}, said("nothing")),
      ...ways.map((each) => button(said("without", { what: each.what, count: each.count }), each.undo)),
      button(said("all_of_it"), () => conditions.forEach((each) => each.undo())),
    );
    return left;
  }

  // CSV and JSON

  const plain = (cell) => {
    const copy = cell.cloneNode(true);
    $$("small", copy).forEach((each) => each.remove());
    return copy.textContent.trim();
  };

  // The tables of one name as lines of {column: text or number}.
  function content(tables) {
    return tables.flatMap((table) => {
      const heads = [...table.tHead.rows[0].cells].map((head, at) => head.dataset.name || plain(head) || (at ? "" : "case"));
      const lines = [...table.tBodies].flatMap((body) => [...body.rows]);
      return lines.filter((line) => !line.hidden && !line.matches(".group")).map((line) => {
        const told = {};
        [...line.cells].forEach((cell, at) => { if (heads[at] && seen(cell)) told[heads[at]] = fact(cell); });
        return told;
      });
    });
  }

  function fact(cell) {
    if (cell.dataset.told !== undefined) return cell.dataset.told;
    if (cell.matches(".matrix td")) {
      if (cell.matches(".none")) return null;
      const [outcome, party] = classes(cell);
      const figure = cell.textContent.match(/\d.*/);
      return [outcome, party, figure && figure[0]].filter(Boolean).join(" ");
    }
    const number = cell.dataset.sort;
    const shown = plain(cell);
    return number !== undefined && number !== "" && String(Number(number)) === shown ? Number(number) : shown;
  }

  // A text that a spreadsheet would compute stands behind an apostrophe, which makes it one.
  const computed = (each) => /^[=+\-@\t\r]/.test(each) && Number.isNaN(Number(each));

  function quoted(each) {
    const text = computed(each) ? `'${each}` : each;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  function csv(lines) {
    const heads = [...new Set(lines.flatMap(Object.keys))];
    const texts = lines.map((line) => heads.map((head) => quoted(String(line[head] ?? ""))).join(","));
    return `${[heads.map(quoted).join(","), ...texts].join("\r\n")}\r\n`;
  }

  const forms = {
    CSV: ["csv", "text/csv", csv],
    JSON: ["json", "application/json", (lines) => `${JSON.stringify(lines, null, 1)}\n`],
  };

  function exports(some = $$("table[data-export]")) {
    const named = Map.groupBy
      ? Map.groupBy(some, (table) => table.dataset.export)
      : new Map(some.map((table) => [table.dataset.export, [table]]));
    for (const [name, tables] of named) {
      const buttons = Object.entries(forms).map(([form, [suffix, kind, written]]) => {
        const button = el("button", { type: "button", "aria-label": `${form}: ${name}` }, form);
        button.addEventListener("click", () => save(`configbench-${name}.${suffix}`, kind, written(content(tables))));
        return button;
      });
      const last = tables.at(-1).closest("section") || tables.at(-1);
      last.after(el("p", { class: "export" }, said("download"), " ", ...buttons));
    }
  }

  function save(name, kind, text) {
    const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: kind })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // What a term means, while the pointer or the focus is on it

  function terms() {
    const bubble = el("div", { id: "means", role: "tooltip", hidden: "" });
    document.body.append(bubble);
    let about = null;
    let leaving = 0;
    const hide = () => {
      if (about) about.removeAttribute("aria-describedby");
      about = null;
      bubble.hidden = true;
    };
    const show = async (event) => {
      if (bubble.contains(event.target)) return clearTimeout(leaving);
      const term = event.target.closest("[data-means], .matrix tbody th");
      if (!term || term === about) return;
      hide();
      clearTimeout(leaving);
      about = term;
      const meant = term.dataset.means ?? await asked(term);
      if (about !== term || !meant) return;
      bubble.textContent = meant;
      bubble.hidden = false;
      term.setAttribute("aria-describedby", "means");
      put();
    };
    // Below the term, or above it where there is no room.
    const put = () => {
      if (!about) return;
      const place = about.getBoundingClientRect();
      const { width, height } = bubble.getBoundingClientRect();
      const left = Math.min(place.left, document.documentElement.clientWidth - width - 8);
      const below = place.bottom + height + 8 < innerHeight;
      bubble.style.left = `${Math.max(8, left)}px`;
      bubble.style.top = `${below ? place.bottom + 6 : Math.max(8, place.top - height - 6)}px`;
    };
    const leave = (event) => {
      const from = event.target.closest("[data-means], .matrix tbody th, #means");
      if (from && !from.contains(event.relatedTarget)) leaving = setTimeout(hide, 150);
    };
    document.addEventListener("pointerover", show);
    document.addEventListener("focusin", show);
    document.addEventListener("pointerout", leave);
    document.addEventListener("focusout", leave);
    document.addEventListener("scroll", put, { passive: true });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  }

  // What the case of a line asks.
  async function asked(head) {
    const { category } = head.closest("table").dataset;
    return ((await configbench.load(configbench.words)).asked[category] || {})[head.textContent];
  }

  // Menus: one is open at a time, and none once something else is done.
  function menus() {
    const all = $$("details.menu");
    const close = (but) => all.forEach((menu) => { if (menu !== but) menu.open = false; });
    all.forEach((menu) => menu.addEventListener("toggle", () => { if (menu.open) close(menu); }));
    document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
    document.addEventListener("keydown", (event) => {
      const open = all.find((menu) => menu.open);
      if (event.key !== "Escape" || !open) return;
      open.open = false;
      $("summary", open).focus();
    });
  }

  // The language that was chosen last is that of all pages that have it.
  function languages() {
    const kept = "configbench language";
    const here = document.documentElement.lang;
    // A page that is put in later has its link later.
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.language");
      if (!link) return;
      link.hash = location.hash;
      try {
        localStorage.setItem(kept, link.hreflang);
      } catch { /* as below */ }
    });
    try {
      const wanted = localStorage.getItem(kept);
      const other = wanted && wanted !== here && $(`link[rel="alternate"][hreflang="${CSS.escape(wanted)}"]`);
      if (other) location.replace(other.href + location.hash);
    } catch { /* nothing is kept where a page may not keep anything */ }
  }

  languages();
  configbench.ready(() => {
    $$("table.grid").forEach(grid);
    exports();
    terms();
    menus();
  });

  Object.assign(configbench, { grid, stop, filtered, exports });
})();
