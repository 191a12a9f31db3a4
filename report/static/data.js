// What all scripts of the site share: elements, the facts that are loaded when asked for, and the address.
// A page opened from disk may load scripts and fetch nothing: facts are scripts that call take().
"use strict";

const configbench = (() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Make an element: el("p", {class: "x"}, "text", another).  Text is never read as HTML.
  function el(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }

  // Facts: load("cells/overrides") is a promise of {case: {row: cell}}; also "rows", "source", "words".
  const waiting = {};

  function load(name) {
    if (!waiting[name]) {
      const entry = (waiting[name] = {});
      entry.promise = new Promise((resolve, reject) => {
        entry.resolve = resolve;
        const script = el("script", { src: `data/${name.split("/").map(encodeURIComponent).join("/")}.js` });
        script.onerror = () => reject(new Error(`data/${name}.js cannot be read`));
        document.head.append(script);
      });
    }
    return waiting[name].promise;
  }

  // report/packing.py says what this undoes.
  function take(name, letters) {
    const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    waiting[name].resolve(new Response(plain).json());
  }

  // The address: #sort=lines&hide=fire,gin.  What is set to nothing leaves it; whoever listens is told
  // when it was changed by hand, by a link or by "back".
  const listeners = [];

  function get(key) {
    return read().get(key) || "";
  }

  function read() {
    const hash = location.hash.slice(1);
    return new URLSearchParams(hash.includes("=") ? hash : "");
  }

  // Where `push` is so, "back" leads to what was before.
  function set(changes, push = false) {
    const params = read();
    for (const [key, value] of Object.entries(changes)) {
      if (value === "" || value === null || value === undefined) params.delete(key);
      else params.set(key, value);
    }
    const said = params.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
    const address = said ? `#${said}` : location.pathname + location.search;
    if (said === location.hash.slice(1)) return;
    history[push ? "pushState" : "replaceState"](null, "", address);
  }

  function changed(listener) {
    listeners.push(listener);
  }

  for (const kind of ["hashchange", "popstate"]) {
    window.addEventListener(kind, () => listeners.forEach((listener) => listener()));
  }

  // A phrase of words.toml's [site.script] in the language of the page: said("shown", {shown: 3, all: 25}).
  function said(phrase, told = {}) {
    return (api.phrases[phrase] ?? phrase).replace(/\{(\w+)\}/g, (_, name) => told[name]);
  }

  const api = { $, $$, el, load, take, said, phrases: {}, address: { get, set, changed } };
  return api;
})();
