"use strict";
/* The trace page: chains, what is chosen, the panel and the keyboard. */
(() => {
  const { data, byId, make, words, icon, facts, sources, say } = xuntu;
  const { laneOf, inLanes, links, out, into, about, names, chainOf, order, alone, folded, found } = xuntu.chains;
  const { late, took, limited, gauge, pending, card, ghost, lag, tag, legend } = xuntu.told;
  const FOLDED = 15;
  const state = { chosen: null, only: new Set(), times: true, fold: data.focus === null && alone.size > FOLDED };
  const chains = { whole: found(new Set()), folded: found(folded) };
  const all = () => (state.fold ? chains.folded : chains.whole);
  const WANTED = {
    over: (chain) => [...chain.links, ...chain.open].some((step) => step.over !== null),
    open: (chain) => chain.open.some((end) => !end.closed),
    inferred: (chain) => chain.links.some((link) => !link.fact),
  };
  const chainsShown = () => all().filter((chain) => [...state.only].every((name) => WANTED[name](chain)));

  /* ---- the panel ---- */

  const limitTold = (step) => (step.limit === null ? null : make("p", { class: "basis" }, gauge(step), `期限 ${step.limit} 天：${step.basis || "未写明依据"}`));
  function step(link) {
    const edge = link.edge === null ? null : data.edges[link.edge];
    const time = [took(link, "历时 "), limited(link, "期限 ") && `${limited(link, "期限 ")} 天`].filter(Boolean).join("，");
    return make("div", { class: "step" }, `← ${link.label}${time ? `，${time}` : ""} `,
      link.fact ? make("span", { class: "tag" }, data.grades[link.grade]) : tag(link), " ",
      link.over === null || !link.fact ? null : make("span", { class: "tag late" }, late(link)),
      link.fact ? limitTold(link) : make("p", {}, link.grade === "inferred"
        ? `没有材料写明这一步，是按“${link.why}”推断的，请核实。` : `虽有记载，但${link.why}，请核实。`),
      edge && edge.evidence.length ? make("details", {}, make("summary", {}, "这一步的依据"), facts(edge), sources(edge)) : null);
  }
  function clock(one) {
    const spent = one.days === null ? "历时不详" : `${one.days} 天`;
    return make("div", { class: "step clock" }, `${one.label}：${one.end ? spent : `${spent}，还没有结束`} `,
      one.over === null ? null : make("span", { class: "tag late" }, late(one)), limitTold(one));
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
      make("button", { type: "button", class: "name", click: () => choose(id) },
        make("span", { class: "soft" }, data.kinds[node.kind].label), " ", words(node.caption)),
      make("div", { class: "soft" }, data.dates[id] ? words(data.dates[id]) : "日期不详"),
      into[id].filter((link) => chain.has(link.source)).map(step),
      sources(node),
      facts(node) && make("details", { open: here }, make("summary", {}, "内容"), facts(node)),
      here ? make("p", { class: "soft" }, "编号 ", make("code", {}, node.id)) : null,
      about[id].map(related),
      data.clocks.filter((one) => one.node === id).map(clock),
      ends.map((end) => make("div", { class: "step" }, `→ ${pending(end).join("，")}（截至 ${data.on}） `,
        end.over === null ? null : make("span", { class: "tag late" }, late(end)), end.closed ? null : limitTold(end))));
  }
  /* The funnel in words: how many went on, and how long it took while many still wait. */
  function funnelTold() {
    const steps = data.lanes.filter((lane) => lane.from !== null);
    if (data.focus !== null || !steps.length) return [];
    const days = (number) => (number === null ? "未达到" : `${Math.round(number)} 天`);
    return [make("h3", {}, "漏斗"), make("ul", { class: "funnel" }, steps.map((lane) => make("li", {},
      `${data.kinds[lane.from].label} → ${data.kinds[lane.kind].label}：${lane.share}%`,
      lane.timed ? make("small", {}, `中位 ${days(lane.median)}，95% 区间 ${days(lane.low)} 至 ${days(lane.high)}`) : make("small", {}, "件数太少，不计算历时")))),
      make("p", { class: "soft" }, "未结的按截至日期删失（Kaplan-Meier）；推断和存疑的联系不计。")];
  }
  function panel() {
    if (state.chosen === null) {
      byId("panel").replaceChildren(make("h2", {}, "处置链与依据"),
        make("p", {}, "单击卡片或一行，看它前后的处置链和每一步的依据（文件、位置、原文）。"),
        ...funnelTold(),
        make("p", { class: "soft" }, "键盘：Tab 进入图，左右键沿链走，上下键在同一列或逐行走，回车打开，Esc 取消，/ 查找。"));
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
  const context = { laneOf, links, chainsShown, ghost, lag, card: (id) => card(id, choose), choose: (id) => choose(id) };
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
    byId("lanes").classList.toggle("strip", state.times);
    views[state.times ? "times" : "lanes"].draw();
    light();
    const seen = chainsShown().length;
    const hidden = state.fold ? ` · 收起 ${alone.size} 条没有下文的问题` : "";
    byId("count").textContent = `${seen === all().length ? "" : `${seen} / `}${all().length} 条处置链 · 截至 ${data.on}${hidden}`;
    byId("times").textContent = state.times ? "卡片" : "时间轴";
    byId("legend").replaceChildren(...legend(state.times).filter(Boolean));
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
      state.fold = state.fold && !folded.has(place);
      byId("fold").checked = state.fold;
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
    if (state.times) {
      const row = Number(element(id).dataset.row) + (key === "ArrowDown" ? 1 : -1);
      return chart.querySelector(`[data-row="${row}"]`)?.dataset.node ?? null;
    }
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
    else if (event.key === "Home" || event.key === "End") {
      const drawn = [...chart.querySelectorAll("[data-node]")];
      focus(Number(drawn.at(event.key === "Home" ? 0 : -1).dataset.node));
    } else if (event.key.startsWith("Arrow")) {
      const next = neighbour(id, event.key);
      if (next !== null) focus(Number(next));
    } else return;
    event.preventDefault();
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
    xuntu.finder(choose);
    for (const box of document.querySelectorAll("[data-only]")) {
      box.addEventListener("change", () => { state.only[box.checked ? "add" : "delete"](box.dataset.only); draw(); });
    }
    byId("fold").checked = state.fold;
    byId("fold").parentElement.hidden = data.focus !== null || !alone.size;
    byId("fold").addEventListener("change", (event) => { state.fold = event.currentTarget.checked; draw(); });
    byId("times").addEventListener("click", () => {
      state.times = !state.times;
      draw();
      if (state.chosen !== null) focus(state.chosen);
    });
    chart.addEventListener("keydown", key);
    window.addEventListener("resize", draw);
    window.addEventListener("beforeprint", draw);
    xuntu.themed.push(draw);
    state.chosen = data.focus !== null && laneOf[data.focus] >= 0 ? data.focus : null;
    draw();
    panel();
    if (state.chosen !== null && element(state.chosen)) element(state.chosen).scrollIntoView({ block: "nearest" });
    Object.assign(xuntu, { choose, state, ready: true });
  }
  begin();
})();
