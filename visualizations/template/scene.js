"use strict";
/* The picture: where the reader looks from, and what is drawn for what is shown. */
xuntu.scene = (model) => {
  const { data, byId, color } = xuntu;
  const { nodes, state, sizes, xs, ys, shown } = model;
  const canvas = byId("canvas");
  const context = canvas.getContext("2d");
  const look = { x: 0, y: 0, k: 1 };
  const own = { hovered: null, lasso: null };
  const READ = ["ground", "paper", "ink", "soft", "link", "line", "control", "accent", "focus"];
  let colors = {};
  let drawn = [];
  let seen = {};
  let asked = null;

  const readColors = () => {
    const style = getComputedStyle(document.documentElement);
    colors = Object.fromEntries(READ.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  };
  const size = () => ({ width: canvas.clientWidth, height: canvas.clientHeight });
  const radius = (place, k = look.k) => Math.max(model.held[place] ? 12 : 3.2, Math.min(26, sizes[place] * k));
  const where = (place, at = look) => ({ x: xs[place] * at.k + at.x, y: ys[place] * at.k + at.y, radius: radius(place, at.k) });
  const all = () => nodes.flatMap((_, place) => (shown(place) ? [place] : []));

  /** The look that shows these nodes in a picture of some size. */
  function framed(places, { width, height }, most = 1.6) {
    if (!places.length) return { ...look };
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const place of places) {
      left = Math.min(left, xs[place]); right = Math.max(right, xs[place]);
      top = Math.min(top, ys[place]); bottom = Math.max(bottom, ys[place]);
    }
    const head = state.layout === "lanes" ? 60 : 0;
    const k = Math.min(most, (width - 130 - head) / Math.max(1, right - left), (height - 90 - head / 2) / Math.max(1, bottom - top));
    return { k, x: (width + head) / 2 - (k * (left + right)) / 2, y: (height + head / 2) / 2 - (k * (top + bottom)) / 2 };
  }

  /* ---- drawing ---- */

  function bands(pen, at, { width, height }) {
    const { rows, columns } = model.view();
    const lanes = rows.filter((_, i) => i % 2 === 0);
    for (const [, start, end] of lanes) pen.rect(0, start * at.k + at.y - 8 * at.k, width, (end - start + 16) * at.k, colors.paper);
    const edges = columns.slice(1).map(([, start]) => (start - 17) * at.k + at.x);
    pen.lines(edges.map((x) => [x, 0, x, height, 0]), colors.line, { heads: false });
  }
  /** Names of lanes and columns stay in sight; a column too narrow for its name leaves it away. */
  function heads(pen, at, { width, height }) {
    const { rows, columns } = model.view();
    let free = 64;
    pen.rect(0, 0, width, 24, colors.ground);
    for (const [label, start, end] of columns) {
      const x = (start + end) / 2 * at.k + at.x;
      const half = label.length * 6 + 4;
      if (x - half < free || x + half > width) continue;
      pen.text(label, x, 12, colors.ink);
      free = x + half;
    }
    let last = 18;
    for (const [label, start, end] of rows) {
      const [top, bottom] = [Math.max(32, start * at.k + at.y + 8), end * at.k + at.y];
      if (bottom < 32 || top > height - 8 || top < last + 14) continue;
      pen.text(label, 8, top, colors.ink, colors.ground, "left");
      last = top;
    }
  }
  function lines(pen, at) {
    const groups = { plain: [], folded: [], guessed: [], lit: [], litGuessed: [] };
    for (const line of model.lines) {
      const [a, b] = [where(line.source, at), where(line.target, at)];
      const on = state.lit && state.lit.lines.has(line);
      const stroke = [a.x, a.y, b.x, b.y, b.radius + 1];
      if (on) groups[line.grade === 2 ? "litGuessed" : "lit"].push(stroke);
      else groups[line.grade === 2 ? "guessed" : line.folded ? "folded" : "plain"].push(stroke);
    }
    const crowded = model.lines.length > 1500;
    const style = { alpha: state.lit ? 0.2 : 1, width: crowded ? 0.6 : 1, heads: !crowded || at.k > 0.6 };
    const color_ = crowded && state.layout === "lanes" ? colors.line : colors.control;
    pen.lines(groups.folded, colors.line, { ...style, heads: false });
    pen.lines(groups.plain, color_, style);
    pen.lines(groups.guessed, color_, { ...style, dashed: true });
    pen.lines(groups.lit, colors.accent, { width: 2.5 });
    pen.lines(groups.litGuessed, colors.accent, { width: 2, dashed: true });
  }
  /** A small sign on a corner of a node that has a note. */
  function noted(pen, { x, y, radius: r }) {
    pen.rect(x + r * 0.6, y - r - 9, 17, 15, colors.ink);
    pen.text("注", x + r * 0.6 + 8.5, y - r - 1.5, colors.ground);
  }
  function marks(pen, at, places) {
    for (const place of places) {
      const { x, y, radius: r } = where(place, at);
      const on = !state.lit || state.lit.nodes.has(place) || state.selected.has(place);
      pen.shape(data.kinds[nodes[place].kind].shape, x, y, r, color(nodes[place].kind), on ? 1 : 0.25);
      if (state.selected.has(place)) pen.ring(x, y, r + 4, colors.focus, 3);
      if (state.pins.has(place)) pen.ring(x, y, r + 1.5, colors.ink, 1.5);
    }
    for (const place of places) {
      const at_ = where(place, at);
      /* Its colour stands out from the ground, so the ground's stands out from it. */
      if (model.held[place] && (!state.lit || state.lit.nodes.has(place))) pen.text(String(model.held[place]), at_.x, at_.y, colors.ground, null, "center", true);
      if (state.notes.has(place)) noted(pen, at_);
    }
  }
  /** What a line says: the relations of its two ends themselves, then how many of folded nodes it stands for. */
  const verb = (line) => {
    const own_ = line.edges.map((i) => [data.edges[i], data.grades[i]]).filter(([edge]) => line.folded || (edge.source === line.source && edge.target === line.target));
    const said = [...new Set(own_.map(([edge, grade]) => `${data.relations[edge.kind]}${grade === 2 ? "（推断）" : ""}`))];
    const more = line.edges.length - line.direct;
    return `${said.slice(0, 2).join("、")}${said.length > 2 ? "等" : ""}${more ? `（汇总 ${more} 条）` : ""}`;
  };
  function names(pen, at, places, bounds) {
    const lit = state.lit;
    const list = places.map((place) => {
      const forced = place === state.chosen || place === own.hovered || place === state.cursor || state.pins.has(place);
      const named = forced || !lit || lit.nodes.has(place);
      return { ...where(place, at), place, lines: named ? model.labels[place] : null, dim: !named, forced, weight: sizes[place] + (model.held[place] ? 20 : 0) + (forced ? 1000 : 0) };
    });
    const verbs = !lit || lit.lines.size > 60 ? [] : [...lit.lines].map((line) => {
      const [a, b] = [where(line.source, at), where(line.target, at)];
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, text: verb(line) };
    });
    return xuntu.labels.draw(pen, list, verbs, colors, bounds);
  }
  /** Draws all with a pen, as seen from `at`; returns the boxes of the labels. */
  function paint(pen, at, bounds) {
    const places = all();
    const inLanes = state.layout === "lanes";
    pen.rect(0, 0, bounds.width, bounds.height, colors.ground);
    if (inLanes) bands(pen, at, bounds);
    lines(pen, at);
    marks(pen, at, places);
    for (const [place, paint_] of [[state.chosen, colors.accent], [state.cursor, colors.focus]]) {
      if (place !== null && shown(place) && (place !== state.chosen || paint_ === colors.accent)) {
        const { x, y, radius: r } = where(place, at);
        pen.ring(x, y, r + 5, paint_, 3);
      }
    }
    const boxes = names(pen, at, places, { ...bounds, top: inLanes ? 24 : 0, left: inLanes ? 74 : 0 });
    if (inLanes) heads(pen, at, bounds);
    if (own.lasso) pen.trail(own.lasso, colors.focus);
    return boxes;
  }
  function draw() {
    cancelAnimationFrame(asked);
    asked = null;
    const ratio = window.devicePixelRatio || 1;
    const { width, height } = size();
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    }
    drawn = paint(xuntu.canvasPen(context, ratio), look, { width, height });
    seen = { width, height };
  }
  const redraw = () => { asked ??= requestAnimationFrame(draw); };

  /* ---- looking and pointing ---- */

  const move = (at) => { Object.assign(look, at); redraw(); };
  const fit = () => move(framed(all(), size()));
  const show = (places) => move(framed(places.filter(shown), size(), 1.1));
  function zoom(factor, x = size().width / 2, y = size().height / 2) {
    const k = Math.min(8, Math.max(0.02, look.k * factor));
    move({ k, x: x - ((x - look.x) * k) / look.k, y: y - ((y - look.y) * k) / look.k });
  }
  const pan = (dx, dy) => move({ x: look.x + dx, y: look.y + dy });
  function follow(place) {
    const { x, y } = where(place);
    const { width, height } = size();
    if (x < 70 || y < 60 || x > width - 70 || y > height - 60) pan(width / 2 - x, height / 2 - y);
    else redraw();
  }
  function nodeAt(x, y) {
    let best = null;
    for (const place of all()) {
      const at = where(place);
      const far = Math.hypot(at.x - x, at.y - y) - at.radius;
      if (far < 4 && (!best || far < best.far)) best = { place, far };
    }
    return best && best.place;
  }
  function lineAt(x, y) {
    let best = null;
    for (const line of model.lines) {
      const [a, b] = [where(line.source), where(line.target)];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      const far = Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
      if (far < 6 && (!best || far < best.far)) best = { line, far };
    }
    return best && best.line;
  }
  /** The nodes inside a polygon on the screen. */
  const within = (polygon) => all().filter((place) => {
    const { x, y } = where(place);
    return polygon.reduce((inside, [ax, ay], i) => {
      const [bx, by] = polygon[(i + 1) % polygon.length];
      return (ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside;
    }, false);
  });

  /** The picture as SVG: as seen, or all of it in a picture of its own size. */
  function picture(bounds) {
    readColors();
    if (bounds) colors.ground = "#ffffff"; /* Paper. */
    const at = bounds ? framed(all(), bounds, 3) : look;
    const pen = xuntu.svgPen((bounds || size()).width, (bounds || size()).height, data.title);
    paint(pen, at, bounds || size());
    return pen.root;
  }
  function png(then) {
    const sheet = document.createElement("canvas");
    const { width, height } = size();
    [sheet.width, sheet.height] = [2 * width, 2 * height];
    paint(xuntu.canvasPen(sheet.getContext("2d"), 2), look, { width, height });
    sheet.toBlob(then);
  }
  readColors();
  xuntu.themed.push(() => { readColors(); redraw(); });
  new ResizeObserver(() => {
    const { width, height } = size();
    if (width !== seen.width || height !== seen.height) redraw();
  }).observe(canvas);
  return { look, own, draw, redraw, fit, show, zoom, pan, follow, where, nodeAt, lineAt, within, picture, png, move, drawn: () => drawn };
};
