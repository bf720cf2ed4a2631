"use strict";
/* The same chains along time: a row for each thing, a bar from its cause to it, the limit marked on the bar. */
xuntu.times = (chart, { chainsShown, choose }) => {
  const { data, byId, make, svg, words, icon, color, OUTLINES } = xuntu;
  const { out, into, names, order } = xuntu.chains;
  const { late, took, limited, pending, tag } = xuntu.told;
  const LINE = 22, PAD = 9, DAY = 86400000, RIGHT = 235, AXIS = 26;
  const ASIDE = new Set(["WorkingPaper", "Petition"]);
  const pattern = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/;
  /** First and last day that a partial date may mean; null where there is none. */
  function span(text) {
    const parts = pattern.exec(text);
    if (!parts) return null;
    const [year, month, day] = parts.slice(1).map((part) => (part ? Number(part) : null));
    const first = Date.UTC(year, (month || 1) - 1, day || 1);
    const last = day ? first : month ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31);
    return [first, last];
  }
  const spans = data.dates.map(span);
  const middle = (id) => (spans[id] ? (spans[id][0] + spans[id][1]) / 2 : null);
  const today = (span(data.on) || [null])[0];

  /* Depth first: what came of a thing stands right below it; what has two causes stands once. */
  function rowsOf(chain) {
    const there = new Set(chain.nodes);
    const rows = [];
    const seen = new Set();
    const add = (id, depth) => rows.push({ id, depth, ends: data.open.filter((end) => end.source === id) });
    /* Papers and petitions that led to a thing stand right above it. */
    function before(id, depth) {
      for (const { source } of into[id]) {
        if (seen.has(source) || !there.has(source) || !ASIDE.has(data.nodes[source].kind)) continue;
        seen.add(source);
        before(source, depth);
        add(source, depth);
      }
    }
    function visit(id, depth) {
      if (seen.has(id)) return;
      seen.add(id);
      before(id, depth);
      add(id, depth);
      for (const link of [...out[id]].sort((a, b) => order(a.target, b.target))) if (there.has(link.target)) visit(link.target, depth + 1);
    }
    for (const id of chain.nodes) if (!into[id].some((link) => there.has(link.source))) visit(id, 0);
    for (const id of chain.nodes) visit(id, 0);
    return rows.map((row) => ({ ...row, causes: into[row.id].filter((link) => there.has(link.source)) }));
  }

  const dated = (link) => middle(link.source) !== null && middle(link.target) !== null;
  /* The lines of a row: one for each timed cause, one for the wait after it; at least one, for its mark. */
  function linesOf(row) {
    const lines = row.causes.filter((link) => dated(link) && (link.days !== null || link.least !== null)).map((link) => ({
      begin: middle(link.source), end: middle(link.target), step: link, grade: link.grade, text: took(link) + limited(link, " / 限 "),
    }));
    for (const end of row.ends) {
      const begin = middle(row.id);
      if (end.closed || begin === null || today === null || begin > today) continue;
      lines.push({ begin, end: today, step: end, grade: "open", text: pending(end)[1] });
    }
    return lines;
  }

  function ticks([from, to]) {
    const years = (to - from) / DAY / 365;
    const every = [[0.9, 1], [2, 3], [4.5, 6]].find(([most]) => years <= most)?.[1] ?? 12 * Math.ceil(years / 12);
    const start = new Date(from);
    const found = [];
    for (let i = 0; i < 400; i += every) {
      const at = Date.UTC(start.getUTCFullYear(), i);
      if (at > to) break;
      if (at >= from) found.push([at, new Date(at).toISOString().slice(0, every >= 12 ? 4 : 7)]);
    }
    return found;
  }
  /* The axis stays in sight above the rows; its lines run through them. */
  function axis(scale, range, width, height, picture) {
    const head = svg("svg", { class: "axis", width, height: AXIS, "aria-hidden": "true" });
    const through = svg("g", { class: "axis" });
    const shown = today !== null && today >= range[0] && today <= range[1] ? scale(today) : null;
    for (const [at, text] of ticks(range)) {
      const x = scale(at);
      through.append(svg("line", { x1: x, x2: x, y1: 0, y2: height }));
      if (shown === null || shown - x > 46 || x - shown > 150) head.append(svg("text", { x, y: 15, "text-anchor": "middle" }, text));
      head.append(svg("line", { x1: x, x2: x, y1: 20, y2: AXIS }));
    }
    if (shown !== null) {
      through.append(svg("line", { class: "today", x1: shown, x2: shown, y1: 0, y2: height }));
      head.append(svg("text", { class: "today", x: shown, y: 15, "text-anchor": "start" }, `截至 ${data.on}`), svg("line", { class: "today", x1: shown, x2: shown, y1: 0, y2: AXIS }));
    }
    picture.append(through);
    return head;
  }
  /* The funnel: how many stand in each lane, how many came there, and how long it took. */
  function strip() {
    const days = (number) => (number === null ? "未达到" : Math.round(number));
    const main = (lane) => lane.from !== null || lane.kind === "Finding";
    const others = data.lanes.filter((lane) => !main(lane) && lane.count).map((lane) => `${data.kinds[lane.kind].label} ${lane.count}`);
    return make("div", { class: "heads" }, data.lanes.filter(main).map((lane) => {
      const box = make("div", { class: "lane" }, data.kinds[lane.kind].label, make("strong", {}, String(lane.count)),
        lane.entered === null || lane.entered === lane.count ? null : make("small", {}, `其中本范围 ${lane.entered}`),
        lane.from === null ? null : make("small", {}, `${lane.share}% 的${data.kinds[lane.from].label}走到这里`),
        lane.timed ? make("small", {}, `中位 ${days(lane.median)}（${days(lane.low)}–${days(lane.high)}）天${lane.limit === null ? "" : ` / 限 ${lane.limit}`}`) : null,
        lane.over ? make("small", { class: "late" }, `⚠ ${lane.over} 项超期`) : null);
      box.style.borderLeftColor = color(lane.kind);
      return box;
    }), others.length ? make("p", { class: "soft" }, `另有：${others.join("、")}`) : null);
  }

  function mark(id, scale, y) {
    const [first, last] = spans[id];
    const shape = svg("path", { d: OUTLINES[data.kinds[data.nodes[id].kind].shape] || OUTLINES.dot, fill: color(data.nodes[id].kind) });
    shape.setAttribute("transform", `translate(${scale(middle(id)) - 8} ${y - 8})`);
    const vague = first === last ? null : svg("rect", { class: "vague", x: scale(first), y: y - 8, width: Math.max(2, scale(last) - scale(first)), height: 16, rx: 3 });
    return svg("g", {}, vague, shape);
  }

  function bar({ begin, end, step, grade, text }, scale, y, width) {
    const group = svg("g", { class: "bar", "data-source": step.source, "data-target": step.target ?? step.source });
    const [x, until] = [scale(begin), scale(end)];
    let right = Math.max(x, until);
    group.append(svg("line", { class: "turn", x1: x, x2: x, y1: y - LINE / 2, y2: y }), svg("line", { class: `lagged ${grade}`, x1: x, x2: until, y1: y, y2: y }));
    if (step.limit !== null && until >= x && step.fact !== false) {
      const due = scale(begin + step.limit * DAY);
      if (step.over !== null && due < until) group.append(svg("line", { class: "beyond", x1: due, x2: until, y1: y, y2: y }));
      if (due > until && due < width) group.append(svg("line", { class: "room", x1: until, x2: due, y1: y, y2: y }));
      if (due < width) group.append(svg("line", { class: "limit", x1: due, x2: due, y1: y - 8, y2: y + 8 }));
      if (due < width) right = Math.max(right, due);
    }
    const sign = step.over !== null && step.fact !== false ? `${text}　${late(step)}` : text;
    const graded = step.fact === false ? `${sign}　${data.grades[step.grade]}` : sign;
    const long = [...graded].reduce((sum, one) => sum + (one > "\u00ff" ? 12.4 : 7), 0);
    const room = long < width - right - 16;
    group.append(svg("text", { class: step.over !== null ? "late" : "", x: room ? right + 14 : Math.min(x, until) - 10, y: y + 4, "text-anchor": room ? "start" : "end" }, graded));
    return group;
  }

  function label(row, number) {
    const { id, depth } = row;
    const who = data.nodes[id].kind === "InspectionTask" ? [] : names(id);
    const told = [data.dates[id] || "日期不详", who.length > 2 ? `${who.slice(0, 2).join("、")} 等 ${who.length} 个` : who.join("、")].filter(Boolean);
    const made = make("button", { type: "button", class: "row", tabindex: "-1", "data-node": id, "data-row": number, click: () => choose(id) },
      icon(data.nodes[id].kind, 15),
      make("span", { class: "what" }, make("small", {}, data.kinds[data.nodes[id].kind].label, row.causes.map((link) => [" ", tag(link)])), " ",
        make("b", {}, words(data.nodes[id].caption)), make("small", { class: "of" }, words(told.join(" · ")))),
      make("span", { class: "unseen" }, row.causes.map((link) => `，${link.label}${took(link, "历时 ")}${limited(link, " 期限 ")}${link.over === null ? "" : late(link)}`).join(""),
        row.ends.map((end) => `，${pending(end).join("，")}`).join("")));
    made.style.paddingLeft = `${8 + Math.min(depth, 6) * 16}px`;
    return made;
  }

  function bounds(rows) {
    const found = rows.flatMap(({ row, lines }) => [...(spans[row.id] || []), ...lines.flatMap(({ begin, step }) => (step.limit === null ? [] : [begin + step.limit * DAY]))]);
    if (today !== null && rows.some(({ lines }) => lines.some((line) => line.grade === "open"))) found.push(today);
    if (!found.length) return null;
    const [from, to] = [Math.min(...found), Math.max(...found)];
    return [from - 15 * DAY, Math.max(to, from + 30 * DAY)];
  }

  function draw() {
    const chains = chainsShown();
    const rows = chains.flatMap((chain, n) => rowsOf(chain).map((row) => ({ row, chain: n, lines: linesOf(row) })));
    const width = Math.max(820, byId("stage").clientWidth - 34);
    const wide = Math.max(250, Math.min(400, width * 0.32));
    const picture = svg("svg", { class: "times", "aria-hidden": "true" });
    chart.replaceChildren(picture, ...rows.map(({ row }, i) => label(row, i)));
    const buttons = [...chart.querySelectorAll(".row")];
    for (const button of buttons) button.style.width = `${wide}px`;
    const high = buttons.map((button, i) => Math.max(button.offsetHeight, Math.max(1, rows[i].lines.length) * LINE + PAD));
    const range = bounds(rows);
    const height = 6 + high.reduce((sum, one) => sum + one, 0) + (chains.length - 1) * 8;
    const scale = range ? (at) => wide + 24 + (width - wide - 24 - RIGHT) * (at - range[0]) / (range[1] - range[0]) : () => wide + 24;
    byId("lanes").style.height = "";
    byId("lanes").replaceChildren(strip(), range ? axis(scale, range, width, height, picture) : "");
    let top = 6;
    rows.forEach(({ row, chain, lines }, i) => {
      if (i && rows[i - 1].chain !== chain) {
        picture.append(svg("line", { class: "between", x1: 0, x2: width, y1: top + 4, y2: top + 4 }));
        top += 8;
      }
      buttons[i].style.top = `${top}px`;
      buttons[i].style.height = `${high[i]}px`;
      const first = top + (high[i] - (Math.max(1, lines.length) - 1) * LINE) / 2;
      lines.forEach((line, n) => picture.append(bar(line, scale, first + n * LINE, width)));
      if (spans[row.id]) picture.append(mark(row.id, scale, first));
      else picture.append(svg("text", { class: "undated", x: wide + 30, y: first + 4 }, "日期不详"));
      top += high[i];
    });
    picture.setAttribute("width", width);
    picture.setAttribute("height", height);
    chart.style.minWidth = `${width}px`;
    chart.style.minHeight = `${height}px`;
    if (!rows.length) chart.append(make("p", { class: "soft" }, "没有符合筛选条件的处置链。"));
  }
  return { draw };
};
