"use strict";
/* The network page: every act once, with its key; pointer, toolbar, legend. What things are is in the files beside. */
(() => {
  const { data, byId, make, icon, say } = xuntu;

  const model = xuntu.model();
  const scene = xuntu.scene(model);
  const { nodes, state, real, shown, act } = model;
  const canvas = byId("canvas");
  let lasso = false;
  let panel = () => details.idle();
  const show = (draw) => { panel = draw; draw(); };
  const does = {};
  const details = xuntu.details(model, does);
  const saving = xuntu.saving(model, scene, (text) => { clear(); details.warn(text); say(text); });
  const timeline = xuntu.timeline(model);

  /* ---- choosing ---- */

  /* A line or a path that stands out, by its ends: lines are made anew whenever something changes. */
  let aim = null;
  function light() {
    const { chosen } = state;
    if (chosen !== null) state.lit = { nodes: new Set([chosen, ...model.neighbours(chosen)]), lines: new Set(model.linesOf(chosen)) };
    else state.lit = aim && { nodes: new Set(aim.places), lines: new Set(model.lines.filter(({ source, target }) => aim.pairs.has(`${source} ${target}`))) };
  }
  function point(places, pairs) {
    state.chosen = null;
    aim = { places, pairs: new Set(pairs) };
    light();
  }
  function clear() {
    Object.assign(state, { chosen: null, start: null });
    aim = null;
    light();
    show(state.selected.size > 1 ? details.selection : details.idle);
    scene.redraw();
  }
  does.choose = (place, look = false) => {
    if (!shown(place)) act(() => model.reveal([place]));
    Object.assign(state, { chosen: place, cursor: place });
    aim = null;
    light();
    show(() => details.node(place));
    if (look) scene.show([...state.lit.nodes]);
    scene.redraw();
    say(`已打开：${nodes[place].caption}，${data.kinds[nodes[place].kind].label}`);
  };
  function chooseLine(line) {
    point([line.source, line.target], [`${line.source} ${line.target}`]);
    show(() => details.line(line));
    scene.redraw();
  }
  does.start = (place) => {
    state.start = state.start === place ? null : place;
    details.node(place);
    say(state.start === null ? "已取消找路径" : "请选第二个节点");
  };
  does.path = (from, to) => {
    state.start = null;
    const steps = model.path(from, to);
    if (!steps) {
      does.choose(to);
      details.warn(`图上没有从 ${nodes[from].caption} 到这里的路径。`);
      return;
    }
    const places = [from, ...steps.map(({ next }) => next)];
    if (!places.every(shown)) act(() => model.reveal(places));
    point(places, steps.flatMap(({ place, next }) => [`${place} ${next}`, `${next} ${place}`]));
    state.cursor = to;
    show(() => details.path(from, steps));
    scene.show(places);
    say(`最短路径 ${steps.length} 步`);
  };
  function pick(place, second) {
    const from = second ? state.chosen : state.start;
    if (from !== null && from !== place) does.path(from, place);
    else does.choose(place);
  }

  /* ---- changing what is shown ---- */

  /** Does an act, then says it and draws anew what stands beside the picture. */
  function change(doing, told) {
    const result = act(doing);
    if (state.chosen !== null && !shown(state.chosen)) clear();
    light();
    panel();
    say(told(result));
  }
  /** What an act is about: the opened node, unless it is one of several selected, else the node walked to. */
  function on() {
    if (state.selected.size && (state.chosen === null || state.selected.has(state.chosen))) return [...state.selected];
    return [state.chosen, state.cursor].filter((place) => place !== null && shown(place)).slice(0, 1);
  }
  const withSome = (run) => () => { const places = on(); if (places.length) run(places); else say("请先选一个节点"); };
  does.expand = (places) => change(() => model.expand(places), ({ opened, left }) => `展开了 ${opened} 个${left ? `，还有 ${left} 个，再展开一次` : ""}`);
  does.collapse = (place) => change(() => model.collapse(place), (count) => `收起了 ${count} 个`);
  does.only = (places) => { change(() => model.only(places), () => "只看相邻"); scene.fit(); };
  does.hide = (places) => change(() => model.hide(places), () => `隐藏了 ${places.length} 个`);
  does.pin = (places) => change(() => {
    const all = places.every((place) => state.pins.has(place));
    for (const place of places) if (all) state.pins.delete(place); else state.pins.set(place, [model.xs[place], model.ys[place]]);
    return all;
  }, (all) => (all ? "已取消固定" : "已固定"));
  const several = (places) => {
    for (const place of places) state.selected.add(place);
    return places.length;
  };
  const selected = () => { show(state.selected.size ? details.selection : details.idle); scene.redraw(); };
  does.select = (place) => { change(() => { if (!state.selected.delete(place)) state.selected.add(place); }, () => `选中 ${state.selected.size} 个`); selected(); };
  does.selectAll = (places) => { change(() => several(places), () => `选中 ${state.selected.size} 个`); selected(); };
  does.unselect = () => { change(() => state.selected.clear(), () => "已取消选中"); selected(); };
  const turn = (back) => () => { if (back()) { clear(); say("已完成"); } else say("没有可以撤销或重做的"); };
  const layout = (name) => { change(() => { state.layout = name; }, () => "已换排布"); byId("layout").value = name; scene.fit(); };
  const regroup = (number) => { change(() => model.regroup(number), () => data.views[number].label); clear(); scene.fit(); };
  const reset = () => { change(model.reset, () => "全部恢复"); scene.fit(); };
  const setLasso = (wanted) => { lasso = wanted; canvas.classList.toggle("lasso", wanted); refresh(); say(wanted ? "圈选：按住拖出一圈" : "圈选结束"); };

  /* ---- walking ---- */

  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  function toward(place, [dx, dy], candidates) {
    let best = null;
    for (const next of candidates) {
      const [a, b] = [model.xs[next] - model.xs[place], model.ys[next] - model.ys[place]];
      const far = Math.hypot(a, b);
      const straight = far ? (a * dx + b * dy) / far : 0;
      if (next !== place && straight > 0.35 && (!best || far / straight < best.cost)) best = { next, cost: far / straight };
    }
    return best && best.next;
  }
  function walk(direction) {
    const all = nodes.flatMap((_, i) => (shown(i) ? [i] : []));
    if (!all.length) return;
    if (state.cursor === null || !shown(state.cursor)) state.cursor = all.reduce((best, i) => (model.sizes[i] > model.sizes[best] ? i : best));
    else state.cursor = toward(state.cursor, direction, model.neighbours(state.cursor)) ?? toward(state.cursor, direction, all) ?? state.cursor;
    scene.follow(state.cursor);
    say(`${nodes[state.cursor].caption}，${data.kinds[nodes[state.cursor].kind].label}，${model.neighbours(state.cursor).length} 个相邻`);
  }
  const shift = (places, dx, dy) => { for (const place of places) state.pins.set(place, [model.xs[place] + dx, model.ys[place] + dy]); };
  function arrow(event) {
    const [dx, dy] = ARROWS[event.key];
    if (event.altKey) withSome((places) => change(() => shift(places, 20 * dx, 20 * dy), () => "已移动"))();
    else if (event.shiftKey) scene.pan(-80 * dx, -80 * dy);
    else walk([dx, dy]);
  }

  /* ---- all acts, with their keys: the toolbar, the keyboard and the help are made of this ---- */

  const cursor = (run) => () => (state.cursor === null || !shown(state.cursor) ? say("请先用方向键走到一个节点") : run(state.cursor));
  const ACTS = [
    { keys: ["方向键"], label: "走到相邻节点" },
    { keys: ["Shift+方向键"], label: "移动画面" },
    { keys: ["Alt+方向键"], label: "移动节点并固定" },
    { keys: ["Enter"], label: "打开节点", run: cursor((place) => pick(place, false)) },
    { keys: ["Shift+Enter"], label: "从已打开的节点到这里的路径", run: cursor((place) => pick(place, true)) },
    { keys: ["W"], label: "从这里找路径", run: cursor((place) => { if (place < real) { does.choose(place); does.start(place); } }) },
    { keys: ["Escape"], label: "取消、退出", run: () => { if (lasso) setLasso(false); else if (state.chosen === null && state.selected.size) does.unselect(); else clear(); } },
    { keys: ["E"], label: "展开相邻", run: withSome((places) => does.expand(places)) },
    { keys: ["C"], label: "收起相邻", run: withSome((places) => does.collapse(places[0])) },
    { keys: ["O"], label: "只看相邻", run: withSome((places) => does.only(places)) },
    { keys: ["H"], label: "隐藏", run: withSome((places) => does.hide(places)) },
    { keys: ["P"], label: "固定", run: withSome((places) => does.pin(places)) },
    { keys: [" "], label: "选中或取消", run: cursor((place) => does.select(place)) },
    { keys: ["K"], label: "选中相邻", run: cursor((place) => does.selectAll([place, ...model.neighbours(place)])) },
    { keys: ["A"], label: "全部选中", run: () => does.selectAll(nodes.flatMap((_, i) => (shown(i) ? [i] : []))) },
    { keys: ["X"], label: "圈选", side: "圈选", pressed: () => lasso, run: () => setLasso(!lasso) },
    { keys: ["N"], label: "写备注", run: cursor((place) => { if (state.chosen !== place) does.choose(place); byId("note")?.focus(); }) },
    { keys: ["G"], label: "图例（按类型、关系筛选）", run: () => byId("legend").querySelector("input").focus() },
    { keys: ["T"], label: "时间轴", run: () => timeline.focus() },
    { keys: ["L"], label: "换排布", run: () => layout(state.layout === "force" ? "lanes" : "force") },
    ...(data.views.length > 1 ? [{ keys: ["M"], label: "换汇总方式", run: () => regroup((state.view + 1) % data.views.length) }] : []),
    { keys: ["R"], label: "全部恢复", top: "全部显示", id: "everything", can: model.changed, run: reset },
    { keys: ["Z", "Ctrl+Z"], label: "撤销", top: "撤销", can: model.canUndo, run: turn(model.undo) },
    { keys: ["Y", "Ctrl+Y"], label: "重做", top: "重做", can: model.canRedo, run: turn(model.redo) },
    { keys: ["+"], label: "放大", side: "＋", run: () => scene.zoom(1.3) },
    { keys: ["-"], label: "缩小", side: "－", run: () => scene.zoom(1 / 1.3) },
    { keys: ["0"], label: "适应窗口", side: "适应", id: "fit", run: () => scene.fit() },
    { keys: ["S"], label: "保存视图", top: "保存视图", run: saving.save },
    { keys: ["B"], label: "打开视图", top: "打开视图", run: saving.open },
    { keys: ["I"], label: "存为 PNG", top: "PNG", run: saving.png },
    { keys: ["V"], label: "存为 SVG", top: "SVG", run: saving.svg },
    { keys: ["Ctrl+P"], label: "打印" },
    { keys: ["D"], label: "深色、浅色", run: () => byId("theme").click() },
    { keys: ["/"], label: "查找（包括收起的节点）" },
    { keys: ["?"], label: "这份一览", run: () => byId("keys").showModal() },
  ];
  const SPOKEN = { " ": "空格", Escape: "Esc" };
  const made = ACTS.filter(({ top, side }) => top || side).map((one) => {
    const element = make("button", { type: "button", id: one.id || null, title: `${one.label}（${one.keys[0]}）`, "aria-label": one.side ? one.label : null, click: () => { one.run(); refresh(); } }, one.top || one.side);
    byId(one.top ? "top" : "side").append(element);
    return { ...one, element };
  });
  byId("keys-list").append(...ACTS.map(({ keys, label }) => make("div", {}, make("dt", {}, keys.map((name, i) => [i ? " " : "", make("kbd", {}, SPOKEN[name] || name)])), make("dd", {}, label))));
  const byKey = new Map(ACTS.flatMap((one) => (one.run ? one.keys.map((name) => [name.toLowerCase(), one.run]) : [])));
  byKey.set("=", byKey.get("+"));
  byKey.set("ctrl+shift+z", byKey.get("y"));
  function key(event) {
    if (ARROWS[event.key]) { arrow(event); event.preventDefault(); return; }
    const named = event.key === "Enter" && event.shiftKey || event.ctrlKey && event.shiftKey ? `shift+${event.key}` : event.key;
    const run = byKey.get(`${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${named}`.toLowerCase());
    if (!run || event.altKey) return;
    event.preventDefault();
    run();
  }
  canvas.addEventListener("keydown", key);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.target.matches("input, textarea") || byId("keys").open) return;
    event.preventDefault();
    byId("keys").showModal();
  });
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("keys-close").addEventListener("click", () => byId("keys").close());

  xuntu.pointer(model, scene, { lasso: () => lasso, pick, chooseLine, clear, does, mark: model.mark, shift });

  /* ---- what stands around the picture ---- */

  function boxes(heading, labels, hidden, counts, marked) {
    const rows = Object.keys(labels).map((name) => make("label", {},
      make("input", { type: "checkbox", checked: !hidden().has(name), "data-name": name, change: (event) => {
        change(() => { if (event.target.checked) hidden().delete(name); else hidden().add(name); }, () => labels[name]);
      } }), marked ? icon(name) : "", labels[name], make("span", { class: "number" }, String(counts[name] || 0))));
    return [make("h2", {}, heading), ...rows];
  }
  function legend() {
    const count = (things) => things.reduce((sum, { kind }) => { sum[kind] = (sum[kind] || 0) + 1; return sum; }, {});
    const kinds = Object.fromEntries(Object.entries(data.kinds).map(([name, kind]) => [name, kind.label]));
    const stroke = (text, dash) => make("p", {}, xuntu.svg("svg", { width: 34, height: 8, "aria-hidden": "true" }, xuntu.svg("path", { d: "M0 4H34", stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": dash })), text);
    byId("legend").replaceChildren(
      ...boxes("节点（点选筛选）", kinds, () => state.kinds, count(data.nodes), true),
      ...(data.edges.length ? boxes("关系", data.relations, () => state.relations, count(data.edges), false) : []),
      make("h2", {}, "连线"), stroke("有记录", "none"), stroke("推断，不是事实", "6 4"),
    );
  }
  function refresh() {
    scene.redraw();
    const seen = nodes.reduce((sum, _, i) => sum + (i < real && shown(i) ? 1 : 0), 0);
    byId("count").textContent = `${seen === real ? "" : `${seen} / `}${real} 个节点 · ${data.edges.length} 条关系`;
    for (const { element, can, pressed } of made) {
      if (can) element.disabled = !can();
      if (pressed) element.setAttribute("aria-pressed", String(pressed()));
    }
    for (const box of byId("legend").querySelectorAll("input")) box.checked = !state.kinds.has(box.dataset.name) && !state.relations.has(box.dataset.name);
    byId("layout").value = state.layout;
    byId("view").value = String(state.view);
    byId("folded")?.firstElementChild.replaceChildren(model.view().note[0]);
    byId("folded")?.lastElementChild.replaceChildren(model.view().note[1]);
  }
  if (model.view().note[0]) byId("main").before(make("details", { class: "notice", id: "folded" }, make("summary"), make("p")));
  legend();
  byId("grouping").hidden = data.views.length < 2;
  byId("view").append(...data.views.map(({ label }, i) => make("option", { value: i }, label)));
  byId("layout").addEventListener("change", (event) => layout(event.target.value));
  byId("view").addEventListener("change", (event) => regroup(Number(event.target.value)));
  model.watchers.push(() => { light(); refresh(); });
  details.idle();
  refresh();
  scene.fit();
  scene.draw();
  xuntu.painted = performance.now();
  xuntu.finder((place) => does.choose(place, true));
  Object.assign(xuntu, { choose: does.choose, does, state, network: model, scene, where: (place) => scene.where(place), drawn: scene.drawn, acts: ACTS, ready: true });
})();
