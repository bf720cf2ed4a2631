"use strict";
/* The text of a report with its facts: pieces, grounds, lines below them, numbers behind them. */
xuntu.marks = (text, { choose, wanted, speak }) => {
  const { data, make, color, theme } = xuntu;
  const pieces = [];
  let chosen = null;
  const isFact = (node) => node < data.marks.length;
  const sizes = data.nodes.map((node) => { const [from, to] = node.id.split("-").slice(1).map(Number); return to - from; });
  const inner = (nodes) => [...nodes].sort((a, b) => sizes[a] - sizes[b] || a - b);
  const hue = (kind, name) => data.kinds[kind][theme() + name];

  const sign = (node) => (isFact(node) ? String(node + 1) : data.nodes[node].kind === "lost" ? "缺" : "修");
  function number(node) {
    return make("button", { type: "button", class: isFact(node) && data.marks[node][2].length ? "number doubtful" : "number",
      "data-number": String(node), "aria-label": speak(node), "aria-pressed": "false", click: () => choose(node, true) }, sign(node));
  }
  function piece([written, read, nodes, noise], asRead) {
    const words = asRead && read !== null ? read : written;
    if (!words) return null;
    if (!nodes.length && !noise) return words;
    const span = make("span", { class: noise ? "noise" : "marked", "data-nodes": nodes.join(" ") }, words);
    if (noise) span.classList.toggle("marked", nodes.length > 0);
    pieces.push({ span, nodes });
    return span;
  }
  /** Draw the text as written or as read, a number behind each fact. */
  function draw(asRead) {
    pieces.length = 0;
    const last = new Map();
    data.lines.forEach(([, parts], line) => parts.forEach(([, , nodes], at) => nodes.forEach((node) => last.set(node, `${line} ${at}`))));
    const ends = new Map();
    for (const [node, at] of last) ends.set(at, [...(ends.get(at) || []), node]);
    text.replaceChildren(...data.lines.map(([why, parts], line) => make("p", { class: why ? "unread" : "", title: why || null },
      parts.map((part, at) => [piece(part, asRead), (ends.get(`${line} ${at}`) || []).sort((a, b) => a - b).map(number)]))));
    paint();
  }
  /** Colour what is wanted: the ground of the innermost fact, below the text a line for each. */
  function paint() {
    for (const { span, nodes } of pieces) {
      const seen = inner(nodes.filter(wanted));
      const facts = seen.filter(isFact);
      const on = seen.includes(chosen);
      const top = on && isFact(chosen) ? chosen : facts[0];
      span.style.background = top === undefined ? "" : hue(data.nodes[top].kind, on ? "Chosen" : "Marked");
      span.style.boxShadow = facts.sort((a, b) => data.marks[a][3] - data.marks[b][3]).flatMap(below).join(", ");
      const change = seen.find((node) => !isFact(node));
      span.classList.toggle("changed", change !== undefined);
      span.classList.toggle("lost", change !== undefined && data.nodes[change].kind === "lost");
    }
    for (const button of text.querySelectorAll("[data-number]")) {
      const node = Number(button.dataset.number);
      const on = node === chosen;
      button.hidden = !wanted(node);
      button.setAttribute("aria-pressed", String(on));
      button.style.color = on ? "" : color(data.nodes[node].kind);
      button.style.background = on ? color(data.nodes[node].kind) : "";
    }
  }
  function below(node) {
    const level = data.marks[node][3];
    const paint_ = color(data.nodes[node].kind);
    return level ? [`0 ${3 * level - 2}px 0 var(--paper)`, `0 ${3 * level}px 0 ${paint_}`] : [`inset 0 -2px 0 ${paint_}`];
  }
  const button = (node) => text.querySelector(`[data-number="${node}"]`);
  /** Show one node as the chosen one, its numbers in sight. */
  function show(node) {
    chosen = node;
    paint();
    if (node !== null) button(node)?.scrollIntoView({ block: "center" });
  }
  const nodesAt = (element) => {
    const span = element.closest?.("[data-nodes]");
    return span && span.dataset.nodes ? inner(span.dataset.nodes.split(" ").map(Number).filter(wanted)) : [];
  };
  return { draw, paint, show, button, nodesAt, sign, isFact };
};
