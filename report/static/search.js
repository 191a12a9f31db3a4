// Search over all test cases, for any page: configbench.search("1e-3") is a promise of {hits, like}; and
// the page of it: search.html#q=False&in=overrides.  MiniSearch (vendor/) ranks; here is what a word is.
"use strict";

configbench.search = (() => {
  const { el, load } = configbench;
  const longest = 200; // letters of a query that are read
  let ready = null;

  // A number is one word: -1e-3, .5, 0.0003.
  const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/;

  // The words that are part of one as typed: of --data.n_steps=5 n_steps, n, steps and 5, among others.
  function parts(word) {
    const found = [];
    for (const piece of word.split(/[^\p{L}\p{N}\p{M}.+\-_]+/u)) {
      if (number.test(piece)) {
        found.push(piece);
        continue;
      }
      const bare = piece.replace(/^[.+\-_]+|[.+\-_]+$/g, "");
      if (number.test(bare)) found.push(bare);
      else if (bare) found.push(bare, ...bare.split("."), ...bare.split(/[.+\-_]+/));
    }
    return [...new Set(found)].filter(Boolean);
  }

  // Whether what begins with a word is meant as well: not by a number, by signs, by "no" or "a".
  function begins(term) {
    return !number.test(term) && /[\p{L}\p{N}]/u.test(term) && (term.length > 2 || /[^\x00-\x7f]/.test(term));
  }

  const spaced = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  const tokens = (text) => spaced(text).flatMap((word) => [...new Set([word, ...parts(word)])]);

  function library() {
    return window.MiniSearch ? Promise.resolve() : new Promise((resolve, reject) => {
      const script = el("script", { src: "vendor/minisearch.js" });
      script.onload = resolve;
      script.onerror = () => reject(new Error("vendor/minisearch.js cannot be read"));
      document.head.append(script);
    });
  }

  async function made() {
    const [{ cases, also }, words] = await Promise.all(
      [load("search"), load(configbench.words || "words"), library()]);
    const documents = Object.entries(cases).flatMap(([category, some]) =>
      Object.entries(some).map(([name, one]) => ({
        id: `${category}/${name}`, category, name, ...one,
        intent: (words.asked[category] || {})[name] || "",
        came: Object.keys(one.outcomes).map((each) => (words.outcomes[each] || { word: each }).word).join(" "),
      })));
    const fields = ["name", "intent", "typed", "values", "came", "kind"];
    const engine = new window.MiniSearch({ fields, tokenize: tokens, processTerm: (term) => term });
    engine.addAll(documents);
    return { engine, also, byId: new Map(documents.map((each) => [each.id, each])) };
  }

  // Every word must be found: as it was typed, by all its parts, or as what cases call it.
  function asked(words, also) {
    return {
      combineWith: "AND",
      queries: words.map((word) => ({
        combineWith: "OR",
        queries: [
          word, ...(Object.hasOwn(also, word) ? [also[word].toLowerCase()] : []),
          ...(parts(word).length ? [{ combineWith: "AND", queries: parts(word) }] : []),
        ],
      })),
    };
  }

  // First what holds the words, or begins so; where nothing does, what is spelt alike.
  const exactly = { prefix: begins, fuzzy: false };
  const alike = { prefix: true, fuzzy: (term) => (/^\p{L}{4,}$/u.test(term) ? 0.25 : false) };
  const boost = { name: 4, intent: 3, values: 2, typed: 1.5 };

  return async (query) => {
    ready ??= made();
    const { engine, also, byId } = await ready;
    const words = [...new Set(spaced(query.slice(0, longest)))];
    if (!words.length) return { hits: [], like: false };
    const boostTerm = (term) => (words.includes(term) ? 3 : 1); // as typed, before its parts
    const find = (how) => engine.search(asked(words, also), { ...how, boost, boostTerm, tokenize: (term) => [term] })
      .map(({ id }) => byId.get(id));
    const hits = find(exactly);
    return hits.length ? { hits, like: false } : { hits: find(alike), like: true };
  };
})();

configbench.ready(() => {
  const { $, el, load, said, address, search, page } = configbench;
  const form = $("#search");
  if (!form) return;
  const [query, category, list] = ["#query", "#category", "#hits"].map((id) => $(id));
  const titles = Object.fromEntries([...category.options].map((each) => [each.value, each.textContent]));
  const most = 20; // as many results are shown until all are asked for
  let asked = 0;

  async function show(all = false) {
    const now = (asked += 1);
    const wanted = address.get("q").slice(0, query.maxLength);
    if (query.value.trim() !== wanted.trim()) query.value = wanted;
    category.value = Object.hasOwn(titles, address.get("in")) ? address.get("in") : "";
    $("#tries").hidden = Boolean(wanted.trim());
    if (!wanted.trim()) {
      list.replaceChildren();
      $("#count").textContent = "";
      return;
    }
    try {
      const [{ hits, like }, words] = await Promise.all([search(wanted), load(configbench.words || "words")]);
      if (now !== asked) return;
      const some = hits.filter((hit) => !category.value || hit.category === category.value);
      $("#count").textContent = told(some.length, like, wanted);
      list.replaceChildren(...(all ? some : some.slice(0, most)).map((hit) => line(hit, words)));
      if (!all && some.length > most) list.append(el("li", { class: "more" }, more(some.length)));
    } catch (error) {
      if (now === asked) $("#count").textContent = error.message;
    }
  }

  function told(number, like, wanted) {
    const count = number === 1 ? said("search_one") : said("search_found", { count: number });
    if (!number) return said("search_none", { query: wanted });
    return like ? said("search_like", { query: wanted, count }) : count;
  }

  function more(count) {
    const button = el("button", { type: "button" }, said("search_more", { count }));
    button.addEventListener("click", async () => {
      await show(true);
      const next = list.children[most];
      if (next) $("a", next).focus();
    });
    return button;
  }

  function line(hit, words) {
    const counts = Object.entries(hit.outcomes).map(([outcome, count]) => el("span",
      { class: `badge ${outcome}` }, `${count} ${(words.outcomes[outcome] || { word: outcome }).word}`));
    const at = encodeURIComponent(hit.id).replaceAll("%2F", "/");
    return el("li", {},
      el("div", { class: "bar" },
        el("a", { href: `${page(hit.category)}#find=${encodeURIComponent(hit.name)}` }, hit.name),
        el("small", {}, titles[hit.category] || hit.category),
        hit.tried ? el("a", { class: "try", href: `${page("try")}#case=${at}`,
          "aria-label": `${said("search_try")}: ${hit.name}` }, said("search_try")) : ""),
      hit.intent ? el("p", {}, hit.intent) : "",
      el("div", { class: "counts" }, ...counts));
  }

  let typing = 0;
  function typed() {
    clearTimeout(typing);
    typing = setTimeout(() => {
      address.set({ q: query.value.slice(0, query.maxLength).trim(), in: category.value });
      show();
    }, 150);
  }

  form.hidden = false;
  list.hidden = false;
  $("#without").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  query.addEventListener("input", typed);
  category.addEventListener("change", typed);
  address.changed(() => show());
  show();
});
