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
        Object.assign(entry, { resolve, reject });
        const script = el("script", { src: `data/${name.split("/").map(encodeURIComponent).join("/")}.js` });
        script.onerror = () => reject(new Error(`data/${name}.js cannot be read`));
        document.head.append(script);
      });
    }
    return waiting[name].promise;
  }

  // report/packing.py says what this undoes.
  function take(name, letters) {
    if (!window.DecompressionStream) {
      waiting[name].reject(new Error(said("old_browser")));
      return;
    }
    const plain = new Blob([bytes(letters)]).stream().pipeThrough(new DecompressionStream("deflate"));
    waiting[name].resolve(new Response(plain).json());
  }

  // Five letters are four bytes, the first the highest (Python's base64.b85decode).
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
  const digit = new Uint8Array(128);
  [...alphabet].forEach((letter, value) => { digit[letter.charCodeAt(0)] = value; });

  function bytes(letters) {
    const missing = (5 - (letters.length % 5)) % 5;
    const view = new DataView(new ArrayBuffer(((letters.length + missing) / 5) * 4));
    const padded = letters + "~".repeat(missing);
    for (let at = 0; at < padded.length; at += 5) {
      let number = 0;
      for (let i = at; i < at + 5; i += 1) number = number * 85 + digit[padded.charCodeAt(i)];
      view.setUint32((at / 5) * 4, number);
    }
    return view.buffer.slice(0, view.byteLength - missing);
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

  // What was written as %20 is a blank; what is no such thing stays.
  function plainly(written) {
    try {
      return decodeURIComponent(written);
    } catch {
      return written;
    }
  }

  // What a page shows stands in it, or lies in data/pages/ and is put in now; ready(f) calls f then.
  // Where it cannot be read, the page says why and stays as it is without scripts.
  const whole = new Promise((done) => document.addEventListener("DOMContentLoaded", done)).then(async () => {
    for (const part of $$("[data-part]")) {
      const [file, name] = part.dataset.part.split("/");
      try {
        part.innerHTML = (await load(`pages/${file}`))[name];
      } catch (error) {
        $("main").append(el("p", { role: "alert" }, error.message));
        await new Promise(() => {});
      }
    }
  });

  function ready(call) {
    whole.then(call);
  }

  // A page cannot know how old it is: behind the day that it names, by the reader's clock, it says so.
  ready(() => {
    const today = new Date().toISOString().slice(0, 10);
    for (const old of $$("[data-until]")) old.hidden = today <= old.dataset.until;
  });

  // A phrase of words.toml's [site.script] in the language of the page: said("shown", {shown: 3, all: 25}).
  function said(phrase, told = {}) {
    return (api.phrases[phrase] ?? phrase).replace(/\{(\w+)\}/g, (_, name) => told[name]);
  }

  // Where a page is in the language of this one.
  function page(name) {
    const language = document.documentElement.lang;
    return language === "en" ? `${name}.html` : `${name}.${language}.html`;
  }

  // Who answers for a cell, by the name that words have for it.
  const party = (cell) => (cell.by === "adapter" && cell.documented ? "documented" : cell.by);

  const api = { $, $$, el, load, take, ready, said, plainly, page, party, phrases: {}, address: { get, set, changed } };
  return api;
})();
