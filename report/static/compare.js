// Two or three programs side by side, a band for each role: compare.html#argparse,hydra:34
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { el, load } = configbench;
  const roles = ["other", "declare", "load", "wire", "save", "restore", "help", "main"];
  const last = "config files";
  const selects = ["one", "two", "three"].map((id) => document.getElementById(id));
  let here = null; // the line to show: {name, line}

  function chosen() {
    return [...new Set(selects.map((select) => select.value).filter(Boolean))];
  }

  // The address names the rows, and perhaps a line of one.
  function read() {
    const words = decodeURIComponent(location.hash.slice(1)).split(",").filter(Boolean);
    const names = words.map((word) => word.split(":")[0]);
    const line = words.find((word) => word.includes(":"));
    here = line ? { name: line.split(":")[0], line: Number(line.split(":")[1]) } : null;
    const known = [...selects[0].options].map((option) => option.value);
    const wanted = [...new Set(names)].filter((name) => known.includes(name));
    for (const name of known) if (wanted.length < 2 && !wanted.includes(name)) wanted.push(name);
    selects.forEach((select, place) => { select.value = wanted[place] || ""; });
  }

  async function show() {
    const names = chosen();
    const side = document.getElementById("side");
    try {
      const sources = await Promise.all(names.map((name) => load("source", name)));
      const found = [...new Set(sources.flatMap((source) => source.parts.map((part) => part[0])))];
      const rank = (role) => (role === last ? 99 : roles.includes(role) ? roles.indexOf(role) : 50);
      found.sort((one, other) => rank(one) - rank(other));
      side.replaceChildren(...found.map((role) => band(role, names, sources)));
      document.getElementById("compared").textContent =
        `${sources.map((source) => source.title).join(" beside ")}`;
      const line = document.querySelector(".here");
      if (line) line.scrollIntoView({ block: "center", behavior: "instant" });
    } catch (error) {
      side.replaceChildren(el("p", {}, error.message));
    }
  }

  function band(role, names, sources) {
    const columns = sources.map((source, place) => {
      const parts = source.parts.filter((part) => part[0] === role);
      const count = parts.reduce((sum, part) => sum + part[3].length, 0);
      const title = el("h3", {}, source.title, el("small", {}, parts.length ? ` ${count} lines` : " nothing"));
      return el("div", {}, title, ...parts.map((part) => block(part, names[place], role)));
    });
    const grid = el("div", { class: "columns", style: `--n: ${names.length}` }, ...columns);
    return el("section", {}, el("h2", {}, role), grid);
  }

  function block([, file, first, lines], name, role) {
    const label = `${file}, ${role}, from line ${first}`;
    const made = el("div", { class: "code", tabindex: "0", role: "region", "aria-label": label,
      style: `--before: ${first - 1}` });
    // The lines are our own, escaped when the page was made.
    made.innerHTML = lines.map((line) => `<code>${line}</code>`).join("");
    if (here && here.name === name && file.endsWith("train.py")) {
      const line = made.children[here.line - first];
      if (line) line.classList.add("here");
    }
    return role === last ? el("div", {}, el("small", {}, file), made) : made;
  }

  selects.forEach((select) => select.addEventListener("change", () => {
    here = null;
    try {
      history.replaceState(null, "", `#${chosen().join(",")}`);
    } catch { /* a page from disk may not be allowed to */ }
    show();
  }));
  window.addEventListener("hashchange", () => { read(); show(); });
  read();
  show();
});
