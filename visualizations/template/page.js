"use strict";
/* What both pages share. Text reaches the page only through text nodes, never as markup. */
window.xuntu = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const inGroups = (list, size) => Array.from({ length: list.length / size }, (_, i) => list.slice(i * size, i * size + size));
  if (data.nodes) {
    data.nodes = data.nodes.map(([id, kind, caption, facts, evidence]) => ({ id, kind: data.texts[kind], caption: data.texts[caption], facts, evidence }));
    data.edges = data.edges.map(([kind, source, target, facts, evidence]) => ({ kind: data.texts[kind], source, target, facts, evidence }));
  }
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";

  function fill(element, children) {
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
  }
  /** An element with attributes (a function is a listener) and children; texts stay texts. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    return fill(element, children);
  }
  function svg(tag, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return fill(element, children);
  }
  /** Foreign text: isolated, so that its direction cannot turn what stands around it. */
  const words = (text) => make("bdi", {}, text);

  const OUTLINES = {
    dot: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z",
    square: "M2.2 2.2h11.6v11.6H2.2z",
    box: "M.8 3.8h14.4v8.4H.8z",
    diamond: "M8 .8 15.2 8 8 15.2.8 8z",
    triangle: "M8 1.2 15.4 14H.6z",
    triangleDown: "M8 14.8.6 2h14.8z",
    hexagon: "M4.4 1.8h7.2L15.2 8l-3.6 6.2H4.4L.8 8z",
    star: "M8 .6l2.2 4.9 5.3.6-4 3.6 1.2 5.3L8 12.2 3.3 15l1.2-5.3-4-3.6 5.3-.6z",
  };
  const theme = () => (root.dataset.theme === "dark" ? "dark" : "light");
  const color = (kind) => data.kinds[kind][theme()];
  function icon(kind, size = 14) {
    const path = svg("path", { d: OUTLINES[data.kinds[kind].shape] || OUTLINES.dot, fill: color(kind) });
    const picture = svg("svg", { class: "icon", viewBox: "0 0 16 16", width: size, height: size, "aria-hidden": "true" }, path);
    picture.dataset.kind = kind;
    return picture;
  }

  const themed = [];
  function setTheme(name) {
    root.dataset.theme = name;
    const dark = name === "dark";
    const button = byId("theme");
    if (button) button.textContent = dark ? "浅色" : "深色";
    for (const picture of document.querySelectorAll("svg.icon[data-kind]")) {
      picture.firstChild.setAttribute("fill", color(picture.dataset.kind));
    }
    for (const listener of themed) listener();
  }
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  root.dataset.theme = system.matches ? "dark" : "light";
  let chosen = false;
  system.addEventListener("change", () => chosen || setTheme(system.matches ? "dark" : "light"));
  let before = null;
  window.addEventListener("beforeprint", () => { before = theme(); setTheme("light"); });
  window.addEventListener("afterprint", () => before && setTheme(before));

  const texts = (places) => places.map((place) => data.texts[place]);
  function facts(thing) {
    const pairs = inGroups(texts(thing.facts), 2);
    if (!pairs.length) return null;
    return make("dl", { class: "facts" }, pairs.map(([label, value]) => [
      make("dt", {}, label), make("dd", {}, words(value)),
    ]));
  }
  function sources(thing) {
    const found = inGroups(texts(thing.evidence), 3);
    if (!found.length) return make("p", { class: "soft" }, "没有随图带来依据。");
    return make("ul", { class: "sources" }, found.map(([file, place, quote]) => make("li", {},
      make("span", { class: "file" }, words(file)), " ", make("span", { class: "place" }, words(place)),
      make("blockquote", { class: "quote" }, words(quote)),
    )));
  }
  const kindOf = (node) => make("span", { class: "kind" }, icon(node.kind), data.kinds[node.kind].label);

  const say = (text) => { byId("live").textContent = text; };
  function notes() {
    if (!data.notes.length) return;
    const [first, ...more] = data.notes.map((note) => words(note));
    document.querySelector("header").after(more.length
      ? make("details", { class: "notice" }, make("summary", {}, `说明（${data.notes.length}）：`, first), make("ul", {}, more.map((note) => make("li", {}, note))))
      : make("p", { class: "notice" }, first));
  }

  /** The search box: `/` enters it, Enter or the arrows choose, Escape leaves. */
  function finder(choose) {
    const input = byId("search");
    const list = byId("found");
    const hay = data.nodes.map((node) => [node.caption, ...texts(node.facts)].join("\n").toLowerCase());
    const close = () => { list.hidden = true; };
    function pick(place) { close(); input.value = ""; choose(place); }
    function look() {
      const wanted = input.value.trim().toLowerCase();
      const hits = wanted ? hay.flatMap((text, i) => (text.includes(wanted) ? [i] : [])) : [];
      const shown = hits.slice(0, 30).map((i) => make("button", { type: "button", click: () => pick(i) },
        icon(data.nodes[i].kind), words(data.nodes[i].caption), make("small", {}, data.kinds[data.nodes[i].kind].label)));
      list.replaceChildren(...shown);
      if (wanted) list.append(make("p", {}, hits.length > 30 ? `共 ${hits.length} 个，请写得更细` : `共 ${hits.length} 个`));
      list.hidden = !wanted;
    }
    input.addEventListener("input", look);
    input.parentElement.addEventListener("keydown", (event) => {
      const buttons = [...list.querySelectorAll("button")];
      const at = buttons.indexOf(document.activeElement);
      if (event.key === "Escape") { close(); input.value = ""; input.blur(); }
      else if (event.key === "Enter" && at < 0 && buttons.length) buttons[0].click();
      else if (event.key === "ArrowDown" && buttons.length) buttons[Math.min(at + 1, buttons.length - 1)].focus();
      else if (event.key === "ArrowUp" && at >= 0) (at ? buttons[at - 1] : input).focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    document.addEventListener("pointerdown", (event) => input.parentElement.contains(event.target) || close());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.target.matches("input")) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  function start() {
    byId("title").replaceChildren(words(data.title));
    if (data.context) byId("context").replaceChildren(...data.context.map(([name, value]) => make("div", {}, make("dt", {}, words(name)), make("dd", {}, words(value)))));
    setTheme(theme());
    notes();
    byId("theme").addEventListener("click", () => { chosen = true; setTheme(theme() === "dark" ? "light" : "dark"); });
    byId("print").addEventListener("click", () => window.print());
  }
  return { data, byId, make, svg, words, icon, color, theme, themed, facts, sources, kindOf, say, finder, start, OUTLINES };
})();
