// The first table: sorted, filtered, rows hidden; what is chosen stands in the address.
"use strict";

configbench.ready(() => {
  const { $, $$, el, said, address, filtered, stop } = configbench;
  const table = $("#first");
  const rows = $$("tbody tr", table);
  const heads = $$("thead th[data-key]", table);
  const boxes = $$("#must .choices input");
  const [answers, chosen, find] = [$("#answers"), $("#case"), $("#find")];
  const listed = (key) => address.get(key).split(",").filter(Boolean);

  // Sort by a column, the other way when pressed again; what has no figure stays last.
  function sort() {
    const said = address.get("sort");
    const [key, up] = said.startsWith("-") ? [said.slice(1), false] : [said, true];
    const column = heads.findIndex((head) => head.dataset.key === key);
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    const figure = (row) => (row.cells[column] && row.cells[column].dataset.sort) || "";
    const order = (one, other) => {
      const [a, b] = [figure(one), figure(other)];
      if (a === "" || b === "") return (a === "") - (b === "");
      const by = isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b;
      return up ? by : -by;
    };
    if (column >= 0) heads[column].setAttribute("aria-sort", up ? "ascending" : "descending");
    table.tBodies[0].append(...(column < 0 ? rows : [...rows].sort(order)));
  }

  // The conditions that are set, each with what undoes it.
  function conditions() {
    const parties = answers.value.split(" ");
    const hidden = new Set(listed("hide"));
    const asked = chosen.selectedIndex - 1;
    const word = find.value.trim().toLowerCase();
    const found = boxes.filter((box) => box.checked).map((box) => ({
      what: box.parentElement.textContent.trim(),
      meets: (row) => parties.some((by) => row.dataset.needs.split(" ").includes(`${box.value}:${by}`)),
      undo: () => { box.checked = false; update(); },
    }));
    if (asked >= 0) {
      found.push({
        what: chosen.value,
        meets: (row) => parties.some((by) => by[0] === row.dataset.cases[asked]),
        undo: () => { chosen.value = ""; update(); },
      });
    }
    if (word) {
      found.push({
        what: said("found_by", { what: find.value.trim() }),
        meets: (row) => row.cells[0].textContent.toLowerCase().includes(word),
        undo: () => { find.value = ""; update(); },
      });
    }
    if (hidden.size) {
      found.push({
        what: said("hidden"),
        meets: (row) => !hidden.has(row.dataset.name),
        undo: () => { address.set({ hide: "" }); update(); },
      });
    }
    return found;
  }

  // From what is set on the page to the address, and to what is shown.
  function update() {
    address.set({
      need: boxes.filter((box) => box.checked).map((box) => box.value).join(","),
      case: chosen.value,
      by: answers.selectedIndex ? String(answers.selectedIndex) : "",
      row: find.value.trim(),
    });
    show();
  }

  function show() {
    const left = filtered(rows, conditions(), $("#relax"));
    $("#shown").textContent = left < rows.length ? said("rows_shown", { shown: left, all: rows.length }) : "";
    $("#hidden").replaceChildren(...listed("hide").map((name) => {
      const chip = el("button", { class: "chip", type: "button", "aria-label": said("show_again", { name }) }, name);
      chip.addEventListener("click", () => hide(listed("hide").filter((each) => each !== name)));
      return chip;
    }));
    stop(table);
  }

  function hide(names) {
    address.set({ hide: names.join(",") });
    show();
  }

  // From the address to what is set on the page.
  function follow() {
    const needs = listed("need");
    boxes.forEach((box) => { box.checked = needs.includes(box.value); });
    chosen.value = address.get("case");
    if (chosen.selectedIndex < 0) chosen.value = "";
    const by = Number(address.get("by"));
    answers.selectedIndex = by > 0 && by < answers.options.length ? by : 0;
    find.value = address.get("row");
    if (needs.length || chosen.value) $("#must").open = true;
    sort();
    show();
  }

  heads.forEach((head) => $("button", head).addEventListener("click", () => {
    const { key } = head.dataset;
    address.set({ sort: address.get("sort") === key ? `-${key}` : key });
    sort();
  }));
  rows.forEach((row) => $(".hide", row).addEventListener("click", () => {
    hide([...listed("hide"), row.dataset.name]);
    $("#hidden").lastElementChild.focus();
  }));
  $("#must").addEventListener("change", update);
  find.addEventListener("input", update);
  address.changed(follow);
  follow();
});
