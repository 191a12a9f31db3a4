// The matrices of a category: lines found, rows chosen, what lies on disk.
"use strict";

configbench.ready(() => {
  const { $, $$, el, load, said, address, filtered, stop, placeOf } = configbench;
  const tables = $$(".matrix");
  const lines = $$(".matrix tbody tr");
  const boxes = $$("#rows input");
  const [find, bad, apart, noted] = ["#find", "#bad", "#apart", "#noted"].map((each) => $(each));
  const style = document.head.appendChild(el("style"));
  const relax = el("div", { class: "relax", hidden: "" });
  $(".bar:has(#find)").after(relax);

  const kind = (cell) => `${cell.className} ${cell.matches(".none") ? "" : cell.textContent}`;
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);

  // The cells of a line that are shown: those of the chosen rows, or of all.
  function cellsOf(line) {
    const names = chosen();
    const heads = line.closest("table").tHead.rows[0].cells;
    return [...line.cells].slice(1).filter((cell) =>
      !names.length || names.includes(heads[cell.cellIndex].dataset.name));
  }

  function conditions() {
    const word = find.value.trim().toLowerCase();
    const off = (box) => () => { box.checked = false; update(); };
    return [
      word && {
        what: said("found_by", { what: find.value.trim() }),
        meets: (line) => line.cells[0].textContent.toLowerCase().includes(word),
        undo: () => { find.value = ""; update(); },
      },
      bad.checked && {
        what: bad.parentElement.textContent.trim(),
        meets: (line) => cellsOf(line).some((cell) =>
          [...cell.classList].some((each) => each !== "none" && !each.startsWith("by-"))),
        undo: off(bad),
      },
      apart.checked && {
        what: apart.parentElement.textContent.trim(),
        meets: (line) => new Set(cellsOf(line).map(kind)).size > 1,
        undo: off(apart),
      },
    ].filter(Boolean);
  }

  // A column that is not chosen is not shown; the places are those of the first table's head.
  function columns() {
    const names = chosen();
    const heads = [...tables[0].tHead.rows[0].cells];
    const hidden = heads.map((head, at) => [head.dataset.name, at + 1])
      .filter(([name]) => name && names.length && !names.includes(name))
      .map(([, at]) => `.matrix :is(td, th):nth-child(${at})`);
    style.textContent = hidden.length ? `${hidden.join(",")} { display: none; }` : "";
  }

  async function notes() {
    tables.forEach((table) => table.classList.toggle("noted", Boolean(noted && noted.checked)));
    if (!noted || !noted.checked || $(".matrix td small")) return;
    const cases = await load(`cells/${tables[0].dataset.category}`);
    for (const cell of $$(".matrix tbody td:not(.none)")) {
      const [, name, ...rest] = placeOf(cell).split("/");
      const note = noteOf((cases[rest.join("/")] || {})[name] || {});
      if (note) cell.append(el("small", {}, note));
    }
  }

  // What lies on disk, in one line.
  function noteOf(cell) {
    if (typeof cell.bytes === "number") return `${cell.bytes} B`;
    const held = cell.bytes ?? cell.file ?? "";
    return typeof held === "string" ? held.trim().split(/\s*\n\s*/).join(" ⏎ ") : "";
  }

  function update() {
    address.set({
      find: find.value.trim(), bad: bad.checked ? "1" : "", apart: apart.checked ? "1" : "",
      noted: noted && noted.checked ? "1" : "", rows: chosen().join(","),
    });
    show();
  }

  function show() {
    columns();
    const left = filtered(lines, conditions(), relax);
    $$("main section:has(> .matrix)").forEach((section) => {
      section.hidden = !$("tbody tr:not([hidden])", section);
    });
    $("#found").textContent = left < lines.length ? said("lines_shown", { shown: left, all: lines.length }) : "";
    tables.forEach(stop);
    notes();
  }

  function follow() {
    const rows = address.get("rows").split(",");
    find.value = address.get("find");
    [bad, apart, noted].forEach((box) => { if (box) box.checked = Boolean(address.get(box.id)); });
    boxes.forEach((box) => { box.checked = rows.includes(box.value); });
    show();
  }

  find.addEventListener("input", update);
  for (const box of [bad, apart, noted, ...boxes]) if (box) box.addEventListener("change", update);
  address.changed(follow);
  follow();
});
