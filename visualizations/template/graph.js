"use strict";
/* What the network holds and what of it is shown: folding, filters, lines, paths, undo. Nothing is drawn here. */
xuntu.model = () => {
  const { data } = xuntu;
  const MOST = 60; /* Nodes that one act unfolds: the next act unfolds the next. */
  const STEP = 44; /* Room of one unfolded node. */
  const real = data.nodes.length;
  const nodes = [...data.nodes];
  const sizes = [...data.sizes];
  const labels = data.nodes.map((node, i) => (data.labels[i] || node.caption).split("\n"));
  data.views.forEach((view, number) => {
    view.first = nodes.length;
    view.groups.forEach(([kind, caption], i) => {
      nodes.push({ id: `${view.name}:${kind}`, kind, caption, facts: [], evidence: [], group: number });
      sizes.push(view.sizes[i]);
      labels.push([caption]);
    });
    const own = (place) => (place < real ? place : view.first + place - real);
    view.places = view.places.map(own);
    view.holder = Int32Array.from(view.holders || new Array(real).fill(-1), (place) => (place < 0 ? -1 : own(place)));
    view.members = new Map();
    view.holder.forEach((holder, place) => {
      if (holder < 0) return;
      if (!view.members.has(holder)) view.members.set(holder, []);
      view.members.get(holder).push(place);
    });
    for (const list of view.members.values()) list.sort((a, b) => sizes[b] - sizes[a] || a - b);
  });
  const near = nodes.map(() => []);
  data.edges.forEach((edge, i) => {
    near[edge.source].push(i);
    if (edge.source !== edge.target) near[edge.target].push(i);
  });

  const folded = (view) => Uint8Array.from(data.views[view].holder, (holder) => (holder < 0 ? 0 : 1));
  const state = {
    view: 0, layout: "force", gone: folded(0), kinds: new Set(), relations: new Set(), from: null, until: null,
    pins: new Map(), selected: new Set(), notes: new Map(), alone: false,
    /* Not undone: where the reader is. */
    chosen: null, cursor: null, lit: null, start: null,
  };
  const view = () => data.views[state.view];
  const seen = new Uint8Array(nodes.length);
  const held = new Int32Array(nodes.length);
  const stand = new Int32Array(real); /* Who is drawn for a node: itself, what holds it, or nobody (-1). */
  const xs = new Float64Array(nodes.length);
  const ys = new Float64Array(nodes.length);
  const model = { real, nodes, sizes, labels, near, state, view, seen, held, xs, ys, lines: [], around: new Map() };

  /* ---- what is shown ---- */

  const inTime = (span) => !span || ((state.until === null || span[0] <= state.until) && (state.from === null || span[1] === null || span[1] >= state.from));
  const passes = (place) => !state.kinds.has(nodes[place].kind) && (place >= real || inTime(data.spans[place]));
  const edgePasses = (i) => !state.relations.has(data.edges[i].kind) && inTime(data.edgeSpans[i]);
  const shown = (place) => Boolean(seen[place]);

  function link() {
    const byEnds = new Map();
    model.lines = [];
    model.around = new Map();
    data.edges.forEach((edge, i) => {
      const [source, target] = [stand[edge.source], stand[edge.target]];
      if (source < 0 || target < 0 || !edgePasses(i)) return;
      const inside = source !== edge.source || target !== edge.target;
      if (source === target && inside) return;
      const key = source * nodes.length + target;
      let line = byEnds.get(key);
      if (!line) {
        line = { id: model.lines.length, source, target, edges: [], direct: 0, grade: 2, folded: true };
        byEnds.set(key, line);
        model.lines.push(line);
        for (const end of new Set([source, target])) {
          if (!model.around.has(end)) model.around.set(end, []);
          model.around.get(end).push(line);
        }
      }
      line.edges.push(i);
      if (!inside) line.direct += 1;
      /* What is between these two themselves decides how the line looks, not what is folded into them. */
      if (line.folded && !inside) [line.folded, line.grade] = [false, data.grades[i]];
      else if (line.folded === inside) line.grade = Math.min(line.grade, data.grades[i]);
    });
  }
  /** What was unfolded stands in a spiral about its holder; the others move outwards to make room, in order. */
  function unfold() {
    const open = [...view().members].map(([holder, list]) => [holder, list.filter((place) => !state.gone[place])]).filter(([, list]) => list.length);
    if (state.layout === "force") {
      for (const [holder, list] of open) {
        const room = sizes[holder] + STEP * Math.sqrt(list.length + 2);
        for (const place of view().places) {
          const [dx, dy] = [xs[place] - xs[holder], ys[place] - ys[holder]];
          const far = Math.hypot(dx, dy);
          if (!far) continue;
          const more = Math.sqrt(far * far + room * room) / far;
          xs[place] = xs[holder] + dx * more;
          ys[place] = ys[holder] + dy * more;
        }
      }
    }
    for (const [holder, list] of open) list.forEach((place, k) => {
      const far = sizes[holder] + STEP * Math.sqrt(k + 1);
      xs[place] = xs[holder] + far * Math.cos(2.4 * k);
      ys[place] = ys[holder] + far * Math.sin(2.4 * k);
    });
  }
  function refresh() {
    const { holder, places, first, groups } = view();
    held.fill(0);
    seen.fill(0);
    for (let i = 0; i < real; i += 1) {
      stand[i] = passes(i) ? i : -1;
      if (stand[i] < 0) continue;
      if (!state.gone[i]) seen[i] = 1;
      else if (holder[i] >= 0) held[holder[i]] += 1;
    }
    for (let i = first; i < first + groups.length; i += 1) seen[i] = held[i] && passes(i) && !state.alone ? 1 : 0;
    for (let i = 0; i < real; i += 1) {
      if (stand[i] >= 0 && state.gone[i]) stand[i] = holder[i] >= 0 && seen[holder[i]] ? holder[i] : -1;
    }
    const flat = view()[state.layout];
    places.forEach((place, i) => { [xs[place], ys[place]] = [flat[2 * i], flat[2 * i + 1]]; });
    unfold();
    for (const [place, [x, y]] of state.pins) [xs[place], ys[place]] = [x, y];
    link();
  }

  const other = (line, place) => (line.source === place ? line.target : line.source);
  const linesOf = (place) => model.around.get(place) || [];
  const neighbours = (place) => [...new Set(linesOf(place).map((line) => other(line, place)))].filter((far) => far !== place);
  const far = (edge, place) => (edge.source === place ? edge.target : edge.source);

  /* ---- what changes it ---- */

  /** Unfolds what is linked to these nodes or folded into them, the weightiest first; returns how many, and how many are left. */
  function expand(places) {
    const found = new Set();
    for (const place of places) {
      for (const i of near[place]) if (edgePasses(i)) found.add(far(data.edges[i], place));
      for (const member of view().members.get(place) || []) found.add(member);
    }
    const wanted = [...found].filter((place) => state.gone[place] && passes(place)).sort((a, b) => sizes[b] - sizes[a] || a - b);
    for (const place of wanted.slice(0, MOST)) state.gone[place] = 0;
    return { opened: Math.min(MOST, wanted.length), left: Math.max(0, wanted.length - MOST) };
  }
  /** Puts away the neighbours that are linked to nothing else that is shown. */
  function collapse(place) {
    const members = (view().members.get(place) || []).filter(shown);
    const leaves = neighbours(place).filter((near_) => neighbours(near_).every((far_) => far_ === place));
    const put = new Set([...members, ...leaves].filter((one) => one < real && !state.pins.has(one)));
    for (const one of put) state.gone[one] = 1;
    return put.size;
  }
  function hide(places) {
    for (const place of places) {
      if (place < real) state.gone[place] = 1;
      state.selected.delete(place);
    }
  }
  /** Leaves only these and what is linked to them, of many neighbours the weightiest. */
  function only(places) {
    const linked = new Set(places.flatMap((place) => near[place].filter(edgePasses).map((i) => far(data.edges[i], place))));
    const most = [...linked].sort((a, b) => sizes[b] - sizes[a] || a - b).slice(0, 4 * MOST);
    state.gone.fill(1);
    for (const place of [...places, ...most]) state.gone[place] = 0;
    state.alone = true;
  }
  function reveal(places) {
    for (const place of places) {
      if (place >= real) continue;
      state.gone[place] = 0;
      state.kinds.delete(nodes[place].kind);
      if (!passes(place)) [state.from, state.until] = [null, null];
    }
  }
  function regroup(number) {
    state.view = number;
    state.gone = folded(number);
    state.alone = false;
    state.selected.clear();
    state.pins = new Map([...state.pins].filter(([place]) => place < real));
  }
  function reset() {
    state.gone = folded(state.view);
    state.alone = false;
    state.kinds.clear();
    state.relations.clear();
    [state.from, state.until] = [null, null];
  }
  /** Tells whether something is hidden, opened or filtered. */
  const changed = () => state.kinds.size || state.relations.size || state.from !== null || state.until !== null
    || folded(state.view).some((gone, place) => gone !== state.gone[place]);

  /* ---- paths ---- */

  function walk(from, to, worst) {
    const before = new Map([[from, null]]);
    const open = (place) => passes(place) && (!state.gone[place] || view().holder[place] >= 0);
    for (const place of before.keys()) {
      if (place === to) break;
      for (const i of near[place]) {
        const next = far(data.edges[i], place);
        if (data.grades[i] <= worst && !before.has(next) && edgePasses(i) && open(next)) before.set(next, { edge: i, place });
      }
    }
    const path = [];
    for (let at = before.get(to); at; at = before.get(at.place)) path.unshift(at);
    return before.has(to) ? path : null;
  }
  /** The shortest path over what is stated, else over what is derived, else over what is inferred; null without one. */
  function path(from, to) {
    if (from >= real || to >= real) return null;
    for (const worst of [0, 1, 2]) {
      const found = walk(from, to, worst);
      if (found) return found.map(({ edge, place }) => ({ edges: near[place].filter((i) => far(data.edges[i], place) === far(data.edges[edge], place) && edgePasses(i)), place, next: far(data.edges[edge], place) }));
    }
    return null;
  }

  /* ---- undo ---- */

  const KEPT = ["view", "layout", "gone", "kinds", "relations", "from", "until", "pins", "selected", "notes", "alone"];
  const copied = (value) => (value instanceof Set ? new Set(value) : value instanceof Map ? new Map(value) : value instanceof Uint8Array ? value.slice() : value);
  const copy = () => Object.fromEntries(KEPT.map((name) => [name, copied(state[name])]));
  const past = [];
  const future = [];
  const watchers = [];
  function settle() {
    refresh();
    for (const watcher of watchers) watcher();
  }
  /** Keeps what is, before something changes it step by step (a drag). */
  function mark() {
    past.push(copy());
    if (past.length > 60) past.shift();
    future.length = 0;
  }
  /** Does one act that can be undone. */
  function act(change) {
    mark();
    const result = change();
    settle();
    return result;
  }
  function back(one, two) {
    if (!one.length) return false;
    two.push(copy());
    Object.assign(state, one.pop());
    settle();
    return true;
  }
  refresh();
  return Object.assign(model, {
    shown, neighbours, linesOf, other, far, edgePasses, passes, expand, collapse, hide, only, reveal, regroup, reset, changed, path,
    act, mark, settle, watchers, folded, canUndo: () => past.length > 0, canRedo: () => future.length > 0,
    undo: () => back(past, future), redo: () => back(future, past),
  });
};
