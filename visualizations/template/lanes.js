"use strict";
/* Cards in lanes: each chain of handling is a band, links run from left to right. */
xuntu.lanes = (chart, { laneOf, links, chainsShown, card, ghost, lag }) => {
  const { data, byId, make, svg, color } = xuntu;
  const LAG_ROOM = 106, LINK_ROOM = 22, EMPTY_ROOM = 44, EMPTY_LANE = 80;
  const GAP = 10, BAND = 12, DUMMY = 12;
  const count = data.lanes.length;

  /* A lane in which nothing stands is narrow, and so is the room before a lane that no lag is told of. */
  function columns() {
    const rooms = data.lanes.map((_, i) => {
      const into = links.filter((link) => laneOf[link.target] === i && laneOf[link.source] < i);
      if (i === 0) return 0;
      if (into.some((link) => lag(link))) return LAG_ROOM;
      return into.length || data.open.some((end) => end.lane === i) ? LINK_ROOM : EMPTY_ROOM;
    });
    const shown = new Set(chainsShown().flatMap((chain) => [...chain.nodes.map((id) => laneOf[id]), ...chain.open.map((end) => end.lane)]));
    const used = data.lanes.map((_, i) => shown.has(i));
    const fixed = rooms.reduce((sum, room) => sum + room, 0) + EMPTY_LANE * used.filter((is) => !is).length;
    const each = (byId("stage").clientWidth - 34 - fixed) / Math.max(1, used.filter(Boolean).length);
    const width = used.map((is) => (is ? Math.max(84, Math.min(230, each)) : EMPTY_LANE));
    const left = [];
    for (let i = 0; i < count; i += 1) left.push(i ? left[i - 1] + width[i - 1] + rooms[i] : 0);
    return { width, left, rooms: [...rooms.slice(1), 30] };
  }

  function heading({ width, left, rooms }) {
    const boxes = data.lanes.map((lane, i) => {
      const { label } = data.kinds[lane.kind];
      const days = lane.median === null ? "未达到" : `${Math.round(lane.median)} 天`;
      const limit = lane.limit === null ? "" : ` / 限 ${lane.limit}`;
      const box = make("div", { class: "lane" }, `${i + 1} ${label}`, make("strong", {}, String(lane.count)),
        lane.from === null ? null : make("small", {}, `${lane.share}% 的${data.kinds[lane.from].label}走到这里`),
        lane.timed ? make("small", {}, `中位 ${days}${limit}`) : null,
        lane.over ? make("small", { class: "late" }, `⚠ ${lane.over} 项超期`) : null);
      box.style.left = `${left[i]}px`;
      box.style.width = `${width[i] + rooms[i] - 14}px`;
      box.style.borderLeftColor = color(lane.kind);
      return box;
    });
    byId("lanes").replaceChildren(...boxes);
    const height = Math.max(...boxes.map((box) => box.offsetHeight));
    for (const box of boxes) box.style.height = `${height}px`;
    byId("lanes").style.height = `${height + 14}px`;
  }

  /* Items of one band: cards, open ends, and a narrow place where a link passes through a lane. */
  function items(chain) {
    const made = new Map(chain.nodes.map((id) => [id, { id, lane: laneOf[id], kids: [], height: 0, y: null }]));
    const joined = chain.links.map((link) => {
      const route = [];
      let from = made.get(link.source);
      for (let lane = laneOf[link.source] + 1; lane < laneOf[link.target]; lane += 1) {
        const bend = { lane, kids: [], height: DUMMY, y: null };
        from.kids.push(bend);
        route.push(bend);
        from = bend;
      }
      if (laneOf[link.source] < laneOf[link.target]) from.kids.push(made.get(link.target));
      return { link, from: made.get(link.source), to: made.get(link.target), route };
    });
    const ends = chain.open.filter((end) => end.lane !== null).map((end) => {
      const item = { end, lane: end.lane, kids: [], height: 0, y: null };
      made.get(end.source).kids.push(item);
      return { from: made.get(end.source), to: item, end };
    });
    return { cards: [...made.values()], links: joined, ends };
  }

  function place(item, top, next) {
    item.y = Math.max(top, next[item.lane]);
    const kids = [];
    for (const kid of item.kids) {
      if (kid.y !== null) continue;
      place(kid, item.kids.length > 1 ? item.y : item.y + Math.max(0, (item.height - kid.height) / 2), next);
      kids.push(kid);
    }
    if (kids.length) {
      const last = kids[kids.length - 1];
      item.y = Math.max(item.y, (kids[0].y + last.y + last.height - item.height) / 2);
    }
    next[item.lane] = item.y + item.height + GAP;
  }

  const center = (item) => item.y + item.height / 2;
  function line(from, to, route, { left, width }, at) {
    let [x, y] = [left[from.lane] + width[from.lane], center(from)];
    let path = `M${x} ${y}`;
    const stops = [...route.map((bend) => [left[bend.lane], center(bend), width[bend.lane]]), [left[to.lane], at, 0]];
    for (const [nextX, nextY, on] of stops) {
      const [far, near] = [x + (nextX - x) * 0.6, x + (nextX - x) * 0.35];
      path += `C${far} ${y} ${near} ${nextY} ${nextX} ${nextY}H${nextX + on}`;
      [x, y] = [nextX + on, nextY];
    }
    return path;
  }
  /* Within a lane, as when a clue is merged into another: a bow on the right. */
  function bow({ from, to, link }, { left, width }) {
    const x = left[from.lane] + width[from.lane];
    const d = `M${x} ${center(from)}C${x + 26} ${center(from)} ${x + 26} ${center(to)} ${x} ${center(to)}`;
    return drawn(link, d);
  }
  const drawn = (link, d) => svg("path", { class: `link ${link.grade}`, d, "data-source": link.source, "data-target": link.target });

  function put(element, x, y, width) {
    element.style.left = `${x}px`;
    element.style.top = `${y}px`;
    if (width) element.style.width = `${width}px`;
    return element;
  }

  function draw() {
    const grid = columns();
    heading(grid);
    const picture = svg("svg", { "aria-hidden": "true" });
    chart.replaceChildren(picture);
    const bands = chainsShown().map((chain) => ({ chain, ...items(chain) }));
    for (const band of bands) {
      for (const item of band.cards) {
        item.element = put(card(item.id), grid.left[item.lane], 0, grid.width[item.lane]);
        item.element.style.borderLeftColor = color(data.nodes[item.id].kind);
        chart.append(item.element);
      }
      for (const { to, end } of band.ends) chart.append(to.element = put(ghost(end), grid.left[to.lane], 0, grid.width[to.lane]));
      for (const one of band.links) {
        one.chip = one.from.lane < one.to.lane ? lag(one.link) : null;
        if (one.chip) chart.append(one.chip);
      }
    }
    measure(bands);
    arrange(bands, grid, picture);
    if (!bands.length) chart.append(make("p", { class: "soft" }, "没有符合筛选条件的处置链。"));
  }

  function measure(bands) {
    for (const band of bands) {
      for (const item of band.cards) item.own = item.height = item.element.offsetHeight;
      for (const { to } of band.ends) to.own = to.height = to.element.offsetHeight;
      for (const one of band.links) {
        Object.assign(one, { wide: one.chip ? one.chip.offsetWidth : 0, high: one.chip ? one.chip.offsetHeight : 10 });
      }
      for (const item of band.cards) {
        item.into = band.links.filter((one) => one.to === item && one.from.lane < item.lane);
        item.height = Math.max(item.own, item.into.reduce((sum, one) => sum + one.high + 3, -3));
      }
    }
  }

  function arrange(bands, grid, picture) {
    let top = BAND;
    for (const [number, band] of bands.entries()) {
      const next = data.lanes.map(() => top);
      for (const item of band.cards) if (item.y === null) place(item, top, next);
      const bottom = Math.max(...next) - GAP;
      if (number % 2) chart.prepend(put(make("div", { class: "band" }), -16, top - BAND / 2));
      if (number % 2) chart.firstChild.style.height = `${bottom - top + BAND}px`;
      for (const item of band.cards) settle(item, grid, picture);
      for (const one of band.links) if (one.from.lane === one.to.lane) picture.append(bow(one, grid));
      for (const { from, to } of band.ends) {
        put(to.element, grid.left[to.lane], to.y + (to.height - to.own) / 2);
        picture.append(svg("path", { class: "link open", d: line(from, to, [], grid, to.y + to.height / 2) }));
      }
      top = bottom + BAND + 4;
    }
    const wide = grid.left[count - 1] + grid.width[count - 1];
    for (const [name, value] of [["width", wide], ["height", top]]) {
      picture.setAttribute(name, value);
      chart.style[name === "width" ? "minWidth" : "minHeight"] = `${value}px`;
    }
  }

  /* Puts a card and the links that lead to it: one below the other, each with its lag before the card. */
  function settle(item, grid, picture) {
    put(item.element, grid.left[item.lane], item.y + (item.height - item.own) / 2);
    let y = item.y + (item.height - item.into.reduce((sum, one) => sum + one.high + 3, -3)) / 2;
    for (const one of item.into) {
      const at = y + one.high / 2;
      const right = grid.left[item.lane];
      picture.append(drawn(one.link, line(one.from, one.to, one.route, grid, at)));
      if (one.link.grade === "stated") picture.append(svg("circle", { class: "mark", cx: right - 7, cy: at, r: 4 }));
      if (one.chip) put(one.chip, right - 13 - one.wide, y);
      y += one.high + 3;
    }
  }

  return { draw };
};
