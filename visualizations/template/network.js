"use strict";
/* The network page: what is shown, what is chosen, and the panel. Drawing is in picture.js. */
(() => {
  const { data, byId, make, words, icon, facts, sources, kindOf, say } = xuntu;
  const nodes = data.nodes;
  const state = { chosen: null, cursor: null, lit: null, only: null, from: null, kinds: new Set(), relations: new Set() };
  let picture = null;

  /* One line for all links from one node to another: parallel lines would hide each other. */
  const lines = [];
  const around = nodes.map(() => []);
  const byEnds = new Map();
  data.edges.forEach((edge) => {
    const key = `${edge.source} ${edge.target}`;
    if (!byEnds.has(key)) {
      byEnds.set(key, lines.length);
      const line = { id: lines.length, source: edge.source, target: edge.target, edges: [] };
      around[edge.source].push(line);
      if (edge.source !== edge.target) around[edge.target].push(line);
      lines.push(line);
    }
    lines[byEnds.get(key)].edges.push(edge);
  });

  const other = (line, place) => (line.source === place ? line.target : line.source);
  const shown = (place) => !state.kinds.has(nodes[place].kind) && (!state.only || state.only.has(place));
  const lineShown = (line) => shown(line.source) && shown(line.target)
    && line.edges.some((edge) => !state.relations.has(edge.kind));
  const neighbours = (place) => around[place].filter(lineShown).map((line) => other(line, place));
  const verb = (line) => [...new Set(line.edges.filter((e) => !state.relations.has(e.kind)).map((e) => data.relations[e.kind]))].join("、");

  function refresh() {
    picture.refresh();
    const seen = nodes.filter((_, i) => shown(i)).length;
    const part = seen === nodes.length ? "" : `${seen} / `;
    byId("count").textContent = `${part}${nodes.length} 个节点 · ${data.edges.length} 条关系`;
    byId("everything").disabled = !state.only && !state.kinds.size && !state.relations.size;
  }

  /* ---- the panel ---- */

  function edgeItem(edge, place) {
    const far = edge.source === place ? edge.target : edge.source;
    const label = data.relations[edge.kind];
    return make("li", {},
      make("span", { class: "verb" }, edge.source === place ? `${label} → ` : `← ${label} `),
      icon(nodes[far].kind, 12), " ",
      make("button", { type: "button", click: () => choose(far, true) }, words(nodes[far].caption)),
      make("details", {}, make("summary", {}, "情况与依据"), facts(edge), sources(edge)),
    );
  }
  function nodePanel(place) {
    const node = nodes[place];
    const edges = around[place].flatMap((line) => line.edges);
    const alone = state.only !== null;
    byId("panel").replaceChildren(
      kindOf(node), make("h2", {}, words(node.caption)), facts(node) || "",
      make("div", { class: "actions" },
        make("button", { type: "button", click: () => isolate(place) }, alone ? "加上它的相邻" : "只看相邻"),
        make("button", { type: "button", "aria-pressed": String(state.from === place), click: () => startPath(place) }, "从这里找路径")),
      make("h3", {}, "依据"), sources(node),
      make("p", { class: "soft" }, "编号 ", make("code", {}, node.id)),
      edges.length ? make("h3", {}, `关系（${edges.length}）`) : "",
      make("ul", { class: "relations" }, edges.map((edge) => edgeItem(edge, place))),
    );
    byId("panel").scrollTop = 0;
  }
  function step(edge, place) {
    return [
      make("p", {}, make("span", { class: "kind" }, edge.source === place ? "↓ " : "↑ ", data.relations[edge.kind])),
      facts(edge), sources(edge),
    ];
  }
  function title(place) {
    return make("p", {}, icon(nodes[place].kind), " ",
      make("button", { type: "button", click: () => choose(place, true) }, words(nodes[place].caption)));
  }
  function linePanel(line) {
    byId("panel").replaceChildren(make("h2", {}, "关系与依据"), title(line.source),
      ...line.edges.flatMap((edge) => step(edge, line.source)).filter(Boolean), title(line.target));
  }
  function idlePanel() {
    byId("panel").replaceChildren(make("h2", {}, "详情与依据"),
      make("p", {}, "单击节点或连线，看它的内容和依据（文件、位置、原文）。"),
      make("p", { class: "soft" }, "键盘：Tab 进入图，方向键走到相邻节点，回车打开，Esc 取消，＋－ 缩放，0 适应窗口，/ 查找。按住 Shift 单击第二个节点，看两点之间的路径。"));
  }

  /* ---- choosing ---- */

  function clear() {
    Object.assign(state, { chosen: null, lit: null, from: null });
    idlePanel();
    picture.refresh();
  }
  function choose(place, look = false) {
    if (!shown(place)) showAll();
    const own = around[place].filter(lineShown);
    Object.assign(state, { chosen: place, cursor: place, lit: { nodes: new Set([place, ...neighbours(place)]), lines: new Set(own) } });
    nodePanel(place);
    picture.refresh();
    if (look) picture.show([...state.lit.nodes]);
    say(`已打开：${nodes[place].caption}，${data.kinds[nodes[place].kind].label}`);
  }
  function chooseLine(line) {
    Object.assign(state, { chosen: null, lit: { nodes: new Set([line.source, line.target]), lines: new Set([line]) } });
    linePanel(line);
    picture.refresh();
  }
  function startPath(place) {
    state.from = state.from === place ? null : place;
    nodePanel(place);
    say(state.from === null ? "已取消找路径" : "请选第二个节点");
  }
  function walk(from, to) {
    const before = new Map([[from, null]]);
    for (const place of before.keys()) {
      if (place === to) break;
      for (const line of around[place].filter(lineShown)) {
        const next = other(line, place);
        if (!before.has(next)) before.set(next, { line, place });
      }
    }
    const path = [];
    for (let at = before.get(to); at; at = before.get(at.place)) path.unshift(at);
    return before.has(to) ? path : null;
  }
  function path(from, to) {
    const found = walk(from, to);
    state.from = null;
    if (!found) {
      choose(to);
      byId("panel").prepend(make("p", { class: "notice" }, words(`图上没有从 ${nodes[from].caption} 到这里的路径。`)));
      return;
    }
    const places = [from, ...found.map(({ line, place }) => other(line, place))];
    Object.assign(state, { chosen: to, cursor: to, lit: { nodes: new Set(places), lines: new Set(found.map((s) => s.line)) } });
    byId("panel").replaceChildren(make("h2", {}, `最短路径 · ${found.length} 步`), title(from),
      ...found.flatMap(({ line, place }) => [...line.edges.filter((e) => !state.relations.has(e.kind)).flatMap((e) => step(e, place)), title(other(line, place))]).filter(Boolean));
    picture.refresh();
    picture.show(places);
  }
  function pick(place, second) {
    const from = second ? state.chosen : state.from;
    if (from !== null && from !== place) path(from, place);
    else choose(place);
  }

  /* ---- what is shown ---- */

  function isolate(place) {
    state.only = new Set([...(state.only || []), place, ...around[place].map((line) => other(line, place))]);
    refresh();
    choose(place);
    picture.show([...state.only]);
  }
  function showAll() {
    state.only = null;
    state.kinds.clear();
    state.relations.clear();
    for (const box of document.querySelectorAll("#legend input")) box.checked = true;
    refresh();
  }
  function boxes(heading, counts, labels, hidden, picture_) {
    const rows = Object.keys(labels).map((name) => make("label", {},
      make("input", { type: "checkbox", checked: true, change: (event) => {
        if (event.target.checked) hidden.delete(name); else hidden.add(name);
        if (state.chosen !== null && !shown(state.chosen)) clear();
        refresh();
      } }), picture_ ? icon(name) : "", labels[name], make("span", { class: "number" }, String(counts[name]))));
    return [make("h2", {}, heading), ...rows];
  }
  function legend() {
    const count = (things) => things.reduce((sum, { kind }) => ({ ...sum, [kind]: (sum[kind] || 0) + 1 }), {});
    const kinds = Object.fromEntries(Object.entries(data.kinds).map(([name, kind]) => [name, kind.label]));
    byId("legend").replaceChildren(
      ...boxes("节点（点选筛选）", count(nodes), kinds, state.kinds, true),
      ...(lines.length ? boxes("关系", count(data.edges), data.relations, state.relations, false) : []),
    );
  }

  /* ---- the keyboard ---- */

  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  function toward(place, [dx, dy], candidates) {
    const [x, y] = data.places[place];
    let best = null;
    for (const next of candidates) {
      const [a, b] = [data.places[next][0] - x, data.places[next][1] - y];
      const far = Math.hypot(a, b);
      const straight = far ? (a * dx + b * dy) / far : 0;
      if (next !== place && straight > 0.35 && (!best || far / straight < best.cost)) best = { next, cost: far / straight };
    }
    return best && best.next;
  }
  function move(direction) {
    const all = nodes.map((_, i) => i).filter(shown);
    if (!all.length) return;
    if (state.cursor === null || !shown(state.cursor)) {
      state.cursor = all.reduce((best, i) => (data.places[i][2] > data.places[best][2] ? i : best));
    } else {
      const next = toward(state.cursor, direction, neighbours(state.cursor)) ?? toward(state.cursor, direction, all);
      if (next !== null) state.cursor = next;
    }
    picture.follow(state.cursor);
    say(`${nodes[state.cursor].caption}，${data.kinds[nodes[state.cursor].kind].label}，${neighbours(state.cursor).length} 个相邻`);
  }
  function key(event) {
    if (ARROWS[event.key]) move(ARROWS[event.key]);
    else if (event.key === "Enter" && state.cursor !== null) pick(state.cursor, event.shiftKey);
    else if (event.key === "Escape") clear();
    else if (event.key === "+" || event.key === "=") picture.zoom(1.3);
    else if (event.key === "-") picture.zoom(1 / 1.3);
    else if (event.key === "0") picture.fit();
    else return;
    event.preventDefault();
  }

  async function begin() {
    xuntu.start();
    if (!nodes.length) {
      byId("main").hidden = true;
      byId("empty").hidden = false;
      for (const tool of byId("fit").parentElement.children) tool.hidden = tool.id !== "theme";
      xuntu.ready = true;
      return;
    }
    legend();
    idlePanel();
    try {
      await xuntu.unpack();
    } catch {
      byId("waiting").textContent = "这个浏览器太旧，画不出图；请用 2021 年以后的浏览器打开。";
      return;
    }
    picture = xuntu.picture(state, { lines, shown, lineShown, verb, pick, chooseLine, clear });
    byId("waiting").hidden = true;
    refresh();
    xuntu.finder((place) => choose(place, true));
    byId("graph").addEventListener("keydown", key);
    byId("fit").addEventListener("click", () => picture.fit());
    byId("everything").addEventListener("click", () => { showAll(); picture.fit(); });
    byId("picture").addEventListener("click", () => picture.save());
    xuntu.themed.push(() => picture.refresh());
    Object.assign(xuntu, { choose, state, where: picture.where, drawn: picture.drawn, ready: true });
  }
  begin();
})();
