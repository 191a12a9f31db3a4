// What tests/browser/look.py asks of a page.
"use strict";

window.look = (() => {
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen, .skip, .tried thead");
  const told = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 90);

  // The lines of text that are seen, each with its element: the middle of a line, not what leads it.
  function lines() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const element = text.parentElement;
      if (!text.data.trim() || element.matches("script, style, option, textarea") || !seen(element)) continue;
      range.selectNodeContents(text);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        const lead = (bottom - top) / 5;
        if (right - left > 2) found.push({ element, left, right, top: top + lead, bottom: bottom - lead });
      }
    }
    return found.sort((one, other) => one.top - other.top);
  }

  const contains = (one, other) => one.left <= other.left && one.right >= other.right
    && one.top <= other.top && one.bottom >= other.bottom;

  function overlaps() {
    const every = lines();
    const found = [];
    every.forEach((one, at) => {
      for (let next = at + 1; next < every.length && every[next].top < one.bottom - 2; next += 1) {
        const other = every[next];
        const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const height = Math.min(one.bottom, other.bottom) - other.top;
        if (one.element === other.element || width <= 2 || height <= 2) continue;
        if (!contains(one, other) && !contains(other, one)) found.push(`${told(one.element)} | ${told(other.element)}`);
      }
    });
    return found;
  }

  // What is wider than the window and is no table.
  function wide() {
    return $$("body *").filter((each) => !each.closest("table, .wide, dialog, svg") && seen(each)
      && !each.querySelector("table, .wide") && each.getBoundingClientRect().right > innerWidth + 1).map(told);
  }

  function scrollers() {
    return $$("body *").filter((each) => /auto|scroll/.test(getComputedStyle(each).overflow)
      && !each.matches("dialog, textarea")).map(told);
  }

  function stops() {
    return $$("a[href], button, input, select, textarea, summary, [tabindex]")
      .filter((each) => each.tabIndex >= 0 && each.checkVisibility()).length;
  }

  function links() {
    return { links: $$("a[href], link[href], script[src], img[src]").map((each) => each.href || each.src),
      ids: $$("[id]").map((each) => each.id) };
  }

  const text = (selector) => (document.querySelector(selector) || { innerText: "" }).innerText.trim();
  const shown = (selector) => $$(selector).filter((each) => each.checkVisibility());

  // What an address can set, as it is seen.
  function state() {
    return {
      rows: shown("#first tbody tr").map((row) => row.dataset.name),
      heads: shown(".matrix thead th").map((head) => head.dataset.name),
      lines: shown(".matrix tbody th").map((head) => head.textContent),
      sorted: $$("[aria-sort]").map((head) => `${head.dataset.key} ${head.ariaSort}`),
      fields: $$("main :is(input, select)").map((each) => (each.type === "checkbox" ? each.checked : each.value)),
      compared: $$(".columns.names a").map((link) => link.getAttribute("href").replace(/^row-|(\.\w\w)?\.html$/g, "")),
      here: text(".here"),
      told: text("#told"),
      tried: document.querySelector("#value") && !document.querySelector("#typed").hidden ? document.querySelector("#value").value : "",
      found: text("#count"),
      query: (document.querySelector("#query") || { value: "" }).value,
      dialog: text("dialog[open] h2"),
      body: text("dialog[open] .body"),
      relax: text(".relax:not([hidden])"),
    };
  }

  // Set the address; the state as soon as a fact of it is as wanted, or as it is when time is over.
  async function at(hash, wanted, seconds = 4) {
    if (location.hash !== hash) location.hash = hash;
    const ok = new Function("s", `return ${wanted}`);
    for (let end = performance.now() + seconds * 1000; ;) {
      const found = state();
      if (ok(found)) return "";
      if (performance.now() > end) return JSON.stringify(found).slice(0, 200);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  // Where a page says what an address has chosen, is what is looked at.
  function show() {
    const place = $$(".relax:not([hidden])")[0] || (location.hash.includes("find=") && $$(".legend")[0]);
    if (place) place.scrollIntoView({ block: "start", behavior: "instant" });
  }

  // The figures that open what they count: which, what stands there, and what with it.
  function figures() {
    return $$("#first [data-open], .figures [data-open], .needs [data-open^='must/']").map((each, at) =>
      [at, each.dataset.open, each.textContent, each.parentElement.textContent]);
  }

  return { show, figures, overlaps, wide, scrollers, stops, links, state, at };
})();
