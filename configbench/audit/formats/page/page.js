"use strict";
(() => {
  // Texts of a program are put in as text alone, and never as HTML.
  const { programs, strings } = JSON.parse(document.getElementById("data").textContent);
  const form = document.getElementById("filter");
  const lists = document.getElementById("lists");
  const findings = [...document.querySelectorAll(".finding")].map((element) => ({
    element,
    ...element.dataset,
    names: [...element.querySelectorAll(".name")].map((name) => name.textContent),
    text: element.textContent.toLowerCase(),
  }));
  const WHOLE = "(the program)";

  const made = (tag, className, ...inside) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...inside);
    return element;
  };
  const number = (value, one, more) => `${value.toLocaleString("en")} ${value === 1 ? one : more}`;

  // A try as its parts, and all its text to be searched.
  const read = (program, [settings, words, became, expected, why, rules]) => {
    const parts = {
      settings: settings.length ? settings : [-1],
      command: words ? `${program.front} ${words}` : program.front,
      became: strings[became],
      expected: strings[expected],
      why: strings[why],
      rules: strings[rules],
    };
    const { command, expected: must, why: reason } = parts;
    parts.text = [command, parts.became, must, reason, parts.rules].join("\n").toLowerCase();
    return parts;
  };

  // What a reader has asked for.
  const asked = () => {
    const of = (id) => document.getElementById(id)?.value.trim() ?? "";
    return {
      text: of("text").toLowerCase(),
      setting: of("setting").toLowerCase(),
      severity: of("severity"),
      rule: of("rule"),
      program: of("program"),
    };
  };
  const isOf = (wanted, finding) =>
    (!wanted.severity || finding.severity === wanted.severity) &&
    (!wanted.rule || finding.rule === wanted.rule) &&
    (!wanted.program || finding.program === wanted.program);

  const shown = (wanted, finding) =>
    isOf(wanted, finding) &&
    (!wanted.setting || finding.names.some((name) => name.toLowerCase().includes(wanted.setting))) &&
    (!wanted.text || finding.text.includes(wanted.text));

  const entry = (one) => {
    const item = made("li", "", made("code", "command", `$ ${one.command}`));
    const told = made("p", "", one.became);
    if (one.rules) told.append(" ", made("strong", "", one.rules));
    item.append(told);
    const beside = [one.expected && `expected ${one.expected}`, one.why].filter(Boolean);
    if (beside.length) item.append(made("p", "quiet", beside.join(" · ")));
    return item;
  };

  // One setting: its tries become elements when it is opened.
  class List {
    constructor(name, about, tries) {
      Object.assign(this, { name, tries, matching: tries, filled: null });
      this.low = name.toLowerCase();
      this.count = made("span", "quiet");
      const summary = made("summary", "", made("code", "", name), " ", made("span", "quiet", about), " · ", this.count);
      this.element = made("details", "", summary);
      this.element.addEventListener("toggle", () => this.fill());
    }

    show(wanted, names) {
      const is = (!wanted.setting || this.low.includes(wanted.setting)) && (!names || names.has(this.name));
      const all = !wanted.text || this.low.includes(wanted.text);
      this.matching = all ? this.tries : this.tries.filter((one) => one.text.includes(wanted.text));
      const visible = is && (all || this.matching.length > 0);
      this.element.hidden = !visible;
      if (!visible) return 0;
      const whole = number(this.tries.length, "try", "tries");
      this.count.textContent = all ? whole : `${this.matching.length} of ${whole}`;
      this.fill();
      return this.matching.length;
    }

    fill() {
      if (!this.element.open || this.filled === this.matching) return;
      this.filled = this.matching;
      this.element.querySelector("ol")?.remove();
      this.element.append(made("ol", "tries", ...this.matching.map(entry)));
    }
  }

  // One program: its settings become elements when it is opened.
  class Program {
    constructor(program) {
      this.program = program;
      this.name = program.name;
      this.summary = made("summary", "", this.name || "All settings");
      this.element = made("details", "", this.summary);
      this.lists = null;
      this.element.addEventListener("toggle", () => {
        if (this.element.open && this.lists === null) { this.build(); apply(); }
      });
    }

    build() {
      const { program } = this;
      const tries = program.tries.map((one) => read(program, one));
      const of = new Map();
      for (const one of tries) {
        for (const at of one.settings) {
          if (!of.has(at)) of.set(at, []);
          of.get(at).push(one);
        }
      }
      this.lists = program.settings.map(([name, type, typed, value], at) => {
        const about = [strings[type], strings[typed] && `typed ${strings[typed]}`, `as given ${strings[value]}`];
        return new List(name, about.filter(Boolean).join(" · "), of.get(at) ?? []);
      });
      if (of.has(-1)) this.lists.push(new List(WHOLE, "of no setting alone", of.get(-1)));
      this.element.append(...this.lists.map((list) => list.element));
      if (!tries.length) this.element.append(made("p", "quiet", "No tries are kept of this program."));
      if (program.left) this.element.append(made("p", "warned", `${number(program.left, "more try", "more tries")}: audit this program by itself to see them.`));
    }

    show(wanted) {
      const is = !wanted.program || this.name === wanted.program;
      this.element.hidden = !is;
      if (!is || this.lists === null) return 0;
      const own = findings.filter((each) => each.program === this.name && isOf(wanted, each));
      const names = wanted.severity || wanted.rule ? new Set(own.flatMap((each) => each.names.length ? each.names : [WHOLE])) : null;
      return this.lists.reduce((sum, list) => sum + list.show(wanted, names), 0);
    }
  }

  const all = programs.map((program) => new Program(program));
  const apply = () => {
    const wanted = asked();
    const visible = findings.filter((each) => shown(wanted, each));
    const kept = new Set(visible);
    for (const each of findings) each.element.hidden = !kept.has(each);
    for (const each of document.querySelectorAll("main li[data-program], main section[data-program]")) {
      each.hidden = Boolean(wanted.program) && each.dataset.program !== wanted.program;
    }
    const tries = all.reduce((sum, program) => sum + program.show(wanted), 0);
    const found = (those) => those.filter((each) => each.accepted === undefined).length;
    const whole = number(found(findings), "finding", "findings");
    const parts = [visible.length < findings.length ? `${found(visible)} of ${whole}` : whole];
    if (visible.length > found(visible)) parts.push(`${visible.length - found(visible)} accepted`);
    if (all.some((program) => program.lists !== null)) parts.push(`${number(tries, "try", "tries")} in the lists below`);
    document.getElementById("count").textContent = parts.join(", ");
  };

  // A rule stands in a closed block: whoever is led to it wants it open.
  const follow = () => {
    const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const block = found?.closest("details");
    if (block) { block.open = true; found.scrollIntoView(); }
  };

  lists.append(...all.map((program) => program.element));
  if (all.length === 1) { all[0].build(); all[0].element.open = true; }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", follow);
  apply();
  follow();
})();
