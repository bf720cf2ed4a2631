"use strict";
/* The panel beside the picture: what a node, a line, a path or a selection is, and where it stands. */
xuntu.details = (model, does) => {
  const { data, byId, make, words, icon, facts, sources, kindOf } = xuntu;
  const { nodes, state, real, near } = model;
  const SOME = 60;
  const GRADES = ["原始记录", "由记录推导", "推断，不是事实"];
  const put = (...parts) => {
    byId("panel").replaceChildren(...parts.flat(Infinity).filter((part) => part !== null && part !== undefined));
    byId("panel").scrollTop = 0;
  };
  const button = (text, click, pressed) => make("button", { type: "button", click, ...(pressed === undefined ? {} : { "aria-pressed": String(pressed) }) }, text);
  const named = (place) => button(words(nodes[place].caption), () => does.choose(place, true));
  const headed = (place) => make("p", {}, icon(nodes[place].kind), " ", named(place));
  const grade = (i) => make("span", { class: data.grades[i] === 2 ? "grade guess" : "grade" }, GRADES[data.grades[i]]);

  /** A long list shows some, and more on demand. */
  function some(list, item, into) {
    const show = (from) => {
      into.append(...list.slice(from, from + SOME).map(item));
      if (from + SOME >= list.length) return;
      const more = make("li", {}, button(`再看 ${Math.min(SOME, list.length - from - SOME)} 条（还有 ${list.length - from - SOME} 条）`, () => { more.remove(); show(from + SOME); }));
      into.append(more);
    };
    show(0);
    return into;
  }
  function relation(i, place) {
    const edge = data.edges[i];
    const far = model.far(edge, place);
    const label = data.relations[edge.kind];
    return make("li", {}, make("span", { class: "verb" }, edge.source === place ? `${label} → ` : `← ${label} `), icon(nodes[far].kind, 12), " ", named(far),
      model.shown(far) ? null : make("small", {}, "（未显示）"),
      make("details", {}, make("summary", {}, "情况与依据"), facts(edge), grade(i), sources(edge)));
  }
  function note(place) {
    const area = make("textarea", { id: "note", rows: 3, "aria-label": "备注", placeholder: "只存在您保存的视图文件里" });
    area.value = state.notes.get(place) || "";
    area.addEventListener("change", () => model.act(() => {
      if (area.value.trim()) state.notes.set(place, area.value); else state.notes.delete(place);
    }));
    return make("div", { class: "noting" }, make("h3", {}, "备注"), area);
  }
  function actions(place) {
    return make("div", { class: "actions" },
      button("展开相邻", () => does.expand([place])), button("收起相邻", () => does.collapse(place)), button("只看相邻", () => does.only([place])),
      place < real ? button("隐藏", () => does.hide([place])) : null, button("固定", () => does.pin([place]), state.pins.has(place)),
      place < real ? button("从这里找路径", () => does.start(place), state.start === place) : null,
      button("选中", () => does.select(place), state.selected.has(place)));
  }
  function node(place) {
    const thing = nodes[place];
    if (place >= real) {
      const members = (model.view().members.get(place) || []).filter((one) => state.gone[one]);
      put(kindOf(thing), make("h2", {}, words(thing.caption)), make("p", {}, `这里收着 ${members.length} 个没有单独画出的节点；它不是一条记录。`),
        actions(place), make("h3", {}, "收起的节点"), some(members, (one) => make("li", {}, icon(nodes[one].kind, 12), " ", named(one)), make("ul", { class: "relations" })));
      return;
    }
    const edges = near[place].filter(model.edgePasses);
    const held = model.held[place];
    put(kindOf(thing), make("h2", {}, words(thing.caption)), held ? make("p", { class: "soft" }, `角标里收着 ${held} 个离它最近的节点（只为看图）。`) : null,
      actions(place), facts(thing), make("h3", {}, "依据（原始记录）"), sources(thing), note(place),
      make("p", { class: "soft" }, "编号 ", make("code", {}, thing.id)),
      edges.length ? [make("h3", {}, `关系（${edges.length}）`), some(edges, (i) => relation(i, place), make("ul", { class: "relations" }))] : null);
  }
  const step = (i, place) => [
    make("p", {}, make("span", { class: "kind" }, data.edges[i].source === place ? "↓ " : "↑ ", data.relations[data.edges[i].kind]), " ", grade(i)),
    facts(data.edges[i]), sources(data.edges[i]),
  ];
  function line(one) {
    if (one.direct === one.edges.length) {
      put(make("h2", {}, "关系与依据"), headed(one.source), one.edges.map((i) => step(i, one.source)), headed(one.target));
      return;
    }
    put(make("h2", {}, "汇总的关系"), make("p", {}, `${one.edges.length} 条关系，其中 ${one.edges.length - one.direct} 条有一端收起；它们各自的两端如下。`),
      some(one.edges, (i) => {
        const edge = data.edges[i];
        return make("li", {}, named(edge.source), ` ${data.relations[edge.kind]} → `, named(edge.target), make("details", {}, make("summary", {}, "情况与依据"), facts(edge), grade(i), sources(edge)));
      }, make("ul", { class: "relations" })));
  }
  function path(from, steps) {
    const worst = Math.max(...steps.map(({ edges }) => Math.min(...edges.map((i) => data.grades[i]))));
    put(make("h2", {}, `最短路径 · ${steps.length} 步`),
      worst ? make("p", { class: "notice" }, worst === 2 ? "没有全由记录连成的路径：其中有推断的一步，不能当作事实。" : "其中有由记录推导的一步。") : null,
      headed(from), steps.map(({ edges, place, next }) => [edges.map((i) => step(i, place)), headed(next)]));
  }
  function selection() {
    const places = [...state.selected].sort((a, b) => a - b);
    const counts = new Map();
    for (const place of places) counts.set(nodes[place].kind, (counts.get(nodes[place].kind) || 0) + 1);
    put(make("h2", {}, `选中 ${places.length} 个节点`),
      make("p", { class: "soft" }, [...counts].map(([kind, count]) => `${data.kinds[kind].label} ${count}`).join("、")),
      make("div", { class: "actions" },
        button("展开相邻", () => does.expand(places)), button("只看它们", () => does.only(places)), button("隐藏", () => does.hide(places)), button("固定", () => does.pin(places)),
        places.length === 2 ? button("两点间路径", () => does.path(places[0], places[1])) : null, button("取消选中", () => does.unselect())),
      some(places, (place) => make("li", {}, icon(nodes[place].kind, 12), " ", named(place)), make("ul", { class: "relations" })));
  }
  function idle() {
    const kept = [...state.notes];
    put(make("h2", {}, "详情与依据"),
      make("p", {}, "单击节点或连线，看它的内容和依据（文件、位置、原文）；双击展开相邻。"),
      make("p", { class: "soft" }, "按住 Shift 单击第二个节点，看两点之间的路径；按住 Shift 拖动，圈选一片；按住 Ctrl 单击，逐个选中。全部操作都有按键：按 ? 看一览。"),
      kept.length ? [make("h3", {}, `备注（${kept.length}）`), kept.map(([place, text]) => [headed(place), make("p", { class: "quote" }, words(text))])] : null);
  }
  const warn = (text) => byId("panel").prepend(make("p", { class: "notice" }, words(text)));
  return { node, line, path, selection, idle, warn };
};
