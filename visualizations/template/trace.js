"use strict";
/* The trace page: chains, what is chosen, the panel and the keyboard. */
(() => {
  const { data, byId, make, svg, words, icon, facts, sources, say } = xuntu;
  const laneOf = data.nodes.map((node) => data.lanes.findIndex((lane) => lane.kind === node.kind));
  const inLanes = data.nodes.map((_, i) => i).filter((i) => laneOf[i] >= 0);
  const links = data.links.filter((link) => laneOf[link.source] >= 0 && laneOf[link.source] <= laneOf[link.target]);
  const out = data.nodes.map(() => []);
  const into = data.nodes.map(() => []);
  for (const link of links) { out[link.source].push(link); into[link.target].push(link); }
  const state = { chosen: null, only: new Set(), times: false };

  /* What a card is about: the units and people that its node is joined to. */
  const about = data.nodes.map(() => []);
  for (const edge of data.edges) {
    if (laneOf[edge.source] >= 0 && laneOf[edge.target] < 0) about[edge.source].push([edge.target, edge]);
    if (laneOf[edge.target] >= 0 && laneOf[edge.source] < 0) about[edge.target].push([edge.source, edge]);
  }
  const names = (id) => [...new Set(about[id].map(([far]) => data.nodes[far].caption))];

  function reach(start, links_, end) {
    const found = new Set([start]);
    for (const id of found) for (const link of links_[id]) found.add(link[end]);
    return found;
  }
  const chainOf = (id) => new Set([...reach(id, into, "source"), ...reach(id, out, "target")]);
  const order = (a, b) => laneOf[a] - laneOf[b] || data.dates[a].localeCompare(data.dates[b]) || a - b;

  /* Chains: what hangs together, in the order of its first date. */
  function chains() {
    const seen = new Set();
    const found = [];
    for (const start of inLanes) {
      if (seen.has(start)) continue;
      const members = new Set([start]);
      for (const id of members) {
        for (const link of out[id]) members.add(link.target);
        for (const link of into[id]) members.add(link.source);
      }
      for (const id of members) seen.add(id);
      found.push({ nodes: [...members].sort(order), links: links.filter((l) => members.has(l.source)), open: data.open.filter((o) => members.has(o.source)) });
    }
    return found.sort((a, b) => data.dates[a.nodes[0]].localeCompare(data.dates[b.nodes[0]]) || a.nodes[0] - b.nodes[0]);
  }
  const all = chains();
  const WANTED = {
    over: (chain) => [...chain.links, ...chain.open].some((step) => step.over !== null),
    open: (chain) => chain.open.some((end) => !end.closed),
    inferred: (chain) => chain.links.some((link) => link.grade === "inferred"),
  };
  const chainsShown = () => all.filter((chain) => [...state.only].every((name) => WANTED[name](chain)));

  /* ---- what stands on cards and beside links ---- */

  const late = (step) => `⚠ 超期 ${step.over} 天`;
  function took(step, before = "") {
    if (step.days === null) return step.limit === null ? "" : "历时不详";
    return step.days < 0 ? `⚠ 日期倒置 ${-step.days} 天` : `${before}${step.days} 天`;
  }
  const limited = (step, before) => (step.limit === null ? "" : `${before}${step.limit}`);
  function card(id) {
    const who = names(id);
    const told = who.length > 3 ? `${who.slice(0, 3).join("、")} 等 ${who.length} 个` : who.join("、");
    const merged = out[id].filter((link) => laneOf[link.target] === laneOf[id]);
    const end = data.open.find((one) => one.source === id && one.lane === null);
    return make("button", { type: "button", class: "card", tabindex: "-1", "data-node": id, click: () => choose(id) },
      make("b", {}, words(data.nodes[id].caption)), told ? make("small", {}, words(told)) : null,
      make("small", {}, data.dates[id] ? words(data.dates[id]) : "日期不详"),
      merged.map((link) => make("small", {}, `${link.label} `, words(data.nodes[link.target].caption))),
      end ? make("small", { class: "pending" }, pending(end).join("，")) : null);
  }
  function pending(end) {
    if (end.closed) return ["已办结，无后续"];
    return ["尚无后续记录", `${took(end, "已 ") || "历时不详"}${limited(end, " / 限 ")}`];
  }
  function ghost(end) {
    const told = pending(end);
    return make("div", { class: "open" }, told[0], told[1] ? [make("br"), told[1]] : null,
      end.over === null ? null : [make("br"), make("span", { class: "late" }, late(end))]);
  }
  /** What stands beside a link; nothing where there is nothing to tell. */
  function lag(link) {
    const wrong = link.over !== null || link.days < 0;
    const lines = [took(link) + limited(link, " / 限 ")];
    if (link.over !== null) lines.push(make("span", { class: "late" }, late(link)));
    if (link.grade === "inferred") lines.push(make("span", { class: "tag" }, data.grades.inferred));
    const told = lines.filter((line) => line !== "");
    return told.length ? make("div", { class: wrong ? "lag over" : "lag" }, told.map((line, i) => [i ? make("br") : null, line])) : null;
  }

  /* ---- the panel ---- */

  function step(link) {
    const edge = link.edge === null ? null : data.edges[link.edge];
    const time = [took(link, "历时 "), limited(link, "期限 ") && `${limited(link, "期限 ")} 天`].filter(Boolean).join("，");
    return make("div", { class: "step" }, `← ${link.label}${time ? `，${time}` : ""} `,
      make("span", { class: "tag" }, data.grades[link.grade]), " ",
      link.over === null ? null : make("span", { class: "tag late" }, late(link)),
      link.grade === "inferred" ? make("p", {}, "没有材料写明这一步，是推断的，请核实。") : null,
      edge && edge.evidence.length ? make("details", {}, make("summary", {}, "这一步的依据"), facts(edge), sources(edge)) : null);
  }
  function related([far, edge]) {
    return make("details", {}, make("summary", {}, `${data.relations[edge.kind]}：`, words(data.nodes[far].caption)),
      facts(data.nodes[far]), sources(data.nodes[far]), facts(edge), sources(edge));
  }
  function entry(id, chain) {
    const node = data.nodes[id];
    const here = id === state.chosen;
    const ends = data.open.filter((end) => end.source === id);
    return make("li", { class: here ? "here" : "" }, icon(node.kind),
      make("span", { class: "soft" }, data.kinds[node.kind].label), " ", make("span", { class: "name" }, words(node.caption)),
      make("div", { class: "soft" }, data.dates[id] ? words(data.dates[id]) : "日期不详"),
      into[id].filter((link) => chain.has(link.source)).map(step),
      sources(node),
      facts(node) && make("details", { open: here }, make("summary", {}, "内容"), facts(node)),
      here ? make("p", { class: "soft" }, "编号 ", make("code", {}, node.id)) : null,
      about[id].map(related),
      ends.map((end) => make("p", { class: "step" }, `→ ${pending(end).join("，")}（截至 ${data.on}${end.limit === null ? "" : "，期限按同类环节"}）`,
        end.over === null ? null : make("span", { class: "tag late" }, late(end)))));
  }
  function panel() {
    if (state.chosen === null) {
      byId("panel").replaceChildren(make("h2", {}, "处置链与依据"),
        make("p", {}, "单击卡片，看它前后的处置链和每一步的依据（文件、位置、原文）。"),
        make("p", { class: "soft" }, "键盘：Tab 进入图，左右键沿链走，上下键在同一列走，回车打开，Esc 取消，/ 查找。"));
      return;
    }
    const chain = chainOf(state.chosen);
    byId("panel").replaceChildren(make("h2", {}, `处置链 · 共 ${chain.size} 项`),
      make("ol", { class: "chain" }, [...chain].sort(order).map((id) => entry(id, chain))));
    const here = byId("panel").querySelector(".here");
    byId("panel").scrollTop = Math.max(0, here.offsetTop - byId("panel").offsetTop - 60);
  }

  /* ---- drawing and choosing ---- */

  const chart = byId("chart");
  const context = { laneOf, links, chainsShown, card, ghost, lag, names, out, late, choose: (id) => choose(id) };
  const views = { lanes: xuntu.lanes(chart, context), times: xuntu.times(chart, context) };

  function light() {
    const lit = state.chosen === null ? new Set() : chainOf(state.chosen);
    for (const card_ of chart.querySelectorAll("[data-node]")) {
      const id = Number(card_.dataset.node);
      card_.classList.toggle("lit", lit.has(id));
      card_.setAttribute("aria-pressed", String(id === state.chosen));
      card_.setAttribute("tabindex", "-1");
    }
    for (const path of chart.querySelectorAll("[data-source]")) {
      path.classList.toggle("lit", lit.has(Number(path.dataset.source)) && lit.has(Number(path.dataset.target)));
    }
    const first = chart.querySelector('[data-node][aria-pressed="true"]') || chart.querySelector("[data-node]");
    if (first) first.setAttribute("tabindex", "0");
  }
  function draw() {
    byId("lanes").hidden = state.times;
    views[state.times ? "times" : "lanes"].draw();
    light();
    const seen = chainsShown().length;
    byId("count").textContent = `${seen === all.length ? "" : `${seen} / `}${all.length} 条处置链 · 截至 ${data.on}`;
  }
  const element = (id) => chart.querySelector(`[data-node="${id}"]`);
  function focus(id) {
    const found = element(id);
    if (!found) return;
    for (const before of chart.querySelectorAll('[tabindex="0"]')) before.setAttribute("tabindex", "-1");
    found.setAttribute("tabindex", "0");
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function choose(id) {
    const place = laneOf[id] >= 0 ? id : about.findIndex((list) => list.some(([far]) => far === id));
    if (place < 0) return;
    state.chosen = place;
    if (!chainsShown().some((chain) => chain.nodes.includes(place))) {
      state.only.clear();
      for (const box of document.querySelectorAll("[data-only]")) box.checked = false;
      draw();
    }
    light();
    panel();
    focus(place);
    say(`已打开：${data.nodes[place].caption}，${data.kinds[data.nodes[place].kind].label}`);
  }
  function clear() { state.chosen = null; light(); panel(); }

  function neighbour(id, key) {
    if (key === "ArrowRight") return out[id].length ? out[id][0].target : null;
    if (key === "ArrowLeft") return into[id].length ? into[id][0].source : null;
    const column = [...chart.querySelectorAll("[data-node]")].map((e) => Number(e.dataset.node)).filter((other) => laneOf[other] === laneOf[id]);
    const top = (other) => element(other).getBoundingClientRect().top;
    column.sort((a, b) => top(a) - top(b));
    return column[column.indexOf(id) + (key === "ArrowDown" ? 1 : -1)] ?? null;
  }
  function key(event) {
    if (event.key === "Escape") { clear(); return; }
    const at = event.target.closest("[data-node]");
    if (!at) return;
    const id = Number(at.dataset.node);
    if (event.key === "Enter" || event.key === " ") choose(id);
    else if (event.key.startsWith("Arrow")) {
      const next = neighbour(id, event.key);
      if (next !== null) focus(next);
    } else return;
    event.preventDefault();
  }

  function legend() {
    const sample = (name, mark) => svg("svg", { viewBox: "0 0 44 12", "aria-hidden": "true" },
      svg("path", { class: `link ${name}`, d: "M0 6H44" }), mark ? svg("circle", { class: "mark", cx: 34, cy: 6, r: 4 }) : null);
    byId("legend").replaceChildren(
      make("span", {}, sample("recorded"), "有记录：台账写明"), make("span", {}, sample("stated", true), "有原文：文件中的话"),
      make("span", {}, sample("inferred"), make("span", { class: "tag" }, "推断"), "没有写明，须核实"),
      make("span", {}, sample("open"), "尚无后续"), make("span", { class: "late" }, "⚠ 超期：历时超过期限"),
      make("span", {}, state.times ? "竖线：期限，其后的粗线：超出部分" : "天 / 限：历时与期限"));
  }

  function begin() {
    xuntu.start();
    if (!inLanes.length) {
      byId("main").hidden = true;
      byId("empty").hidden = false;
      for (const tool of document.querySelector(".tools").children) tool.hidden = tool.id !== "theme";
      xuntu.ready = true;
      return;
    }
    legend();
    xuntu.finder(choose);
    for (const box of document.querySelectorAll("[data-only]")) {
      box.addEventListener("change", () => { state.only[box.checked ? "add" : "delete"](box.dataset.only); draw(); });
    }
    byId("times").addEventListener("click", (event) => {
      state.times = !state.times;
      event.currentTarget.setAttribute("aria-pressed", String(state.times));
      draw();
      legend();
      if (state.chosen !== null) focus(state.chosen);
    });
    chart.addEventListener("keydown", key);
    window.addEventListener("resize", draw);
    window.addEventListener("beforeprint", draw);
    xuntu.themed.push(draw);
    state.chosen = data.focus !== null && laneOf[data.focus] >= 0 ? data.focus : null;
    draw();
    panel();
    if (state.chosen !== null) element(state.chosen).scrollIntoView({ block: "nearest" });
    Object.assign(xuntu, { choose, state, ready: true });
  }
  begin();
})();
