"use strict";
/* The same chains along time: a row for each way a chain went, with the limit marked on each step. */
xuntu.times = (chart, { laneOf, chainsShown, names, out, late, choose }) => {
  const { data, byId, svg, color, OUTLINES } = xuntu;
  const LABEL = 240, ROW = 38, TOP = 34, DAY = 86400000;
  const day = (text) => {
    const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text);
    return parts ? Date.UTC(parts[1], (parts[2] || 1) - 1, parts[3] || 1) : null;
  };

  function ways(chain) {
    const starts = chain.nodes.filter((id) => !chain.links.some((link) => link.target === id));
    const fresh = (id, steps) => out[id].filter((link) => steps.every((step) => step.source !== link.target));
    const walk = (id, steps) => (fresh(id, steps).length
      ? fresh(id, steps).flatMap((link) => walk(link.target, [...steps, link]))
      : [{ start: steps.length ? steps[0].source : id, steps, end: data.open.find((end) => end.source === id) }]);
    return starts.flatMap((id) => walk(id, []));
  }

  function axis(scale, from, to, height) {
    const group = svg("g", { class: "axis" });
    const years = (to - from) / DAY / 365;
    const every = years > 6 ? 12 : years > 2.5 ? 6 : years > 1 ? 3 : 1;
    const start = new Date(from);
    for (let i = 0; i < 400; i += every) {
      const at = Date.UTC(start.getUTCFullYear(), i);
      if (at > to) break;
      if (at < from) continue;
      const text = new Date(at).toISOString().slice(0, 7);
      group.append(svg("line", { x1: scale(at), x2: scale(at), y1: 22, y2: height }), svg("text", { x: scale(at), y: 15, "text-anchor": "middle" }, text));
    }
    const today = day(data.on);
    if (today !== null) {
      group.append(svg("line", { class: "today", x1: scale(today), x2: scale(today), y1: 22, y2: height }));
    }
    return group;
  }

  function mark(id, x, y) {
    const shape = svg("path", { d: OUTLINES[data.kinds[data.nodes[id].kind].shape] || OUTLINES.dot, fill: color(data.nodes[id].kind) });
    shape.setAttribute("transform", `translate(${x - 8} ${y - 8})`);
    return svg("g", {}, svg("title", {}, `${data.nodes[id].caption} ${data.dates[id]}`), shape);
  }

  function segment(row, scale, y, begin, end, { grade, limit, over }) {
    row.append(svg("line", { class: `lagged ${grade}`, x1: scale(begin), x2: scale(end), y1: y, y2: y }));
    if (limit === null) return end;
    const due = begin + limit * DAY;
    if (over !== null) row.append(svg("line", { class: "beyond", x1: scale(due), x2: scale(end), y1: y, y2: y }));
    row.append(svg("line", { class: "limit", x1: scale(due), x2: scale(due), y1: y - 7, y2: y + 7 }));
    return Math.max(due, end);
  }

  function draw() {
    const rows = chainsShown().flatMap(ways);
    const dates = [...data.dates.map(day), day(data.on)].filter((at) => at !== null);
    const [from, to] = [Math.min(...dates), Math.max(...dates)];
    const width = Math.max(760, byId("stage").clientWidth - 34);
    const height = TOP + rows.length * ROW + 6;
    const scale = (at) => LABEL + 16 + (width - LABEL - 130) * (at - from) / Math.max(DAY, to - from);
    const picture = svg("svg", { width, height });
    if (dates.length) picture.append(axis(scale, from, to, height));
    const seen = new Set();
    rows.forEach((way, i) => picture.append(row(way, TOP + i * ROW, scale, width, seen)));
    chart.replaceChildren(picture);
    chart.style.minWidth = `${width}px`;
    chart.style.minHeight = `${height}px`;
  }

  function cut(text, most) {
    return [...text].length > most ? `${[...text].slice(0, most - 1).join("")}…` : text;
  }

  /* A row is named after its beginning and what that is about; the rows below after what came next. */
  function label(start, steps, seen) {
    const told = seen.has(start) ? [] : [data.nodes[start].caption, names(start).join("、")];
    const next = steps.length ? steps[0].target : null;
    if (next !== null && laneOf[start] === 0 && laneOf[next] < 3 && !seen.has(next)) {
      seen.add(next);
      if (!told[1]) told[told.length ? 1 : 0] = data.nodes[next].caption;
    }
    return told.filter(Boolean);
  }

  function row({ start, steps, end }, top, scale, width, seen) {
    const y = top + ROW / 2;
    const told = label(start, steps, seen);
    const group = svg("g", { class: "row", tabindex: "-1", role: "button", "aria-label": told.join("，") });
    if (!seen.has(start)) group.dataset.node = start;
    seen.add(start);
    group.addEventListener("click", () => choose(steps.length ? steps[steps.length - 1].target : start));
    group.append(svg("rect", { class: "ground", x: 1, y: top + 1, width: width - 2, height: ROW - 2, rx: 4 }),
      svg("title", {}, told.join("\n")));
    told.forEach((text, i) => group.append(svg("text", { class: i || !group.dataset.node ? "unit" : "", x: 8, y: y + 4 + (i - (told.length - 1) / 2) * 16 }, cut(text, 18))));
    const ids = [start, ...steps.map((link) => link.target)];
    const at = ids.map((id) => day(data.dates[id]));
    let rightmost = Math.max(0, ...at);
    const draw = (begin, until, step) => { rightmost = Math.max(rightmost, segment(group, scale, y, begin, until, step)); };
    steps.forEach((link, i) => {
      if (at[i] !== null && at[i + 1] !== null) draw(at[i], at[i + 1], link);
    });
    const last = at[at.length - 1];
    const today = day(data.on);
    if (end && !end.closed && last !== null && today !== null) draw(last, today, { grade: "open", ...end });
    ids.forEach((id, i) => { if (at[i] !== null) group.append(mark(id, scale(at[i]), y)); });
    const worst = Math.max(0, ...[...steps, ...(end ? [end] : [])].map((step) => step.over || 0));
    if (worst && rightmost) group.append(svg("text", { class: "late", x: scale(rightmost) + 14, y: y + 4 }, late({ over: worst })));
    return group;
  }
  return { draw };
};
