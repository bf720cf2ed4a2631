"use strict";
/* The words of cards, links and open ends, and the gauge that draws a lag beside its limit. */
xuntu.told = (() => {
  const { data, make, svg, words } = xuntu;
  const { laneOf, out, names } = xuntu.chains;

  const late = (step) => `⚠ 超期 ${step.over} 天`;
  function took(step, before = "") {
    if (step.days === null && step.least !== null && step.least !== undefined) {
      return step.most < 0 ? "⚠ 日期倒置" : `${before}${Math.max(0, step.least)}–${step.most} 天`;
    }
    if (step.days === null) return step.limit === null ? "" : "历时不详";
    return step.days < 0 ? `⚠ 日期倒置 ${-step.days} 天` : `${before}${step.days} 天`;
  }
  const limited = (step, before) => (step.limit === null ? "" : `${before}${step.limit}`);

  /** A bar as long as the days, a tick where the limit is; what is beyond it is thick and hatched by its colour. */
  function gauge(step, width = 88) {
    if (step.days === null || step.days < 0 || step.limit === null) return null;
    const scale = (width - 4) / Math.max(step.days, step.limit, 1);
    const [end, due] = [2 + step.days * scale, 2 + step.limit * scale];
    return svg("svg", { class: "gauge", width, height: 10, viewBox: `0 0 ${width} 10`, "aria-hidden": "true" },
      svg("line", { class: "room", x1: 2, x2: due, y1: 5, y2: 5 }),
      svg("line", { class: "lagged", x1: 2, x2: Math.min(end, due), y1: 5, y2: 5 }),
      step.over === null ? null : svg("line", { class: "beyond", x1: due, x2: end, y1: 5, y2: 5 }),
      svg("line", { class: "limit", x1: due, x2: due, y1: 0, y2: 10 }));
  }

  function pending(end) {
    if (end.closed) return ["已办结，无后续"];
    const since = end.days === null ? "历时不详" : `已 ${end.days} 天`;
    return ["尚无后续记录", `${since}${limited(end, " / 限 ")}`];
  }
  function card(id, choose) {
    const who = names(id);
    const shown = who.length > 3 ? `${who.slice(0, 3).join("、")} 等 ${who.length} 个` : who.join("、");
    const beside = out[id].filter((link) => laneOf[link.target] === laneOf[id]);
    const end = data.open.find((one) => one.source === id && one.lane === null);
    return make("button", { type: "button", class: "card", tabindex: "-1", "data-node": id, click: () => choose(id) },
      make("b", {}, words(data.nodes[id].caption)), shown ? make("small", {}, words(shown)) : null,
      make("small", {}, data.dates[id] ? words(data.dates[id]) : "日期不详"),
      beside.map((link) => make("small", {}, `${link.label} `, words(data.nodes[link.target].caption))),
      end ? make("small", { class: "pending" }, pending(end).join("，")) : null);
  }
  function ghost(end) {
    const told = pending(end);
    return make("div", { class: "open" }, told[0], told[1] ? [make("br"), told[1]] : null,
      end.closed || !gauge(end) ? null : [make("br"), gauge(end)],
      end.over === null ? null : [make("br"), make("span", { class: "late" }, late(end))]);
  }
  const tag = (link) => (link.fact ? null : make("span", { class: `tag ${link.grade}` }, data.grades[link.grade]));
  /** What stands beside a link; nothing where there is nothing to tell. */
  function lag(link) {
    const wrong = (link.fact && link.over !== null) || (link.days !== null && link.days < 0);
    const lines = [took(link) + limited(link, " / 限 ")];
    if (link.fact && gauge(link)) lines.push(gauge(link));
    if (link.fact && link.over !== null) lines.push(make("span", { class: "late" }, late(link)));
    lines.push(tag(link));
    const told = lines.filter((line) => line !== "" && line !== null);
    return told.length ? make("div", { class: wrong ? "lag over" : "lag" }, told.map((line, i) => [i ? make("br") : null, line])) : null;
  }

  function legend(times) {
    const sample = (name, mark) => svg("svg", { viewBox: "0 0 44 12", "aria-hidden": "true" },
      svg("path", { class: `link ${name}`, d: "M0 6H44" }), mark ? svg("circle", { class: "mark", cx: 34, cy: 6, r: 4 }) : null);
    const present = new Set(data.links.map((link) => link.grade));
    const grades = Object.keys(data.grades).filter((grade) => present.has(grade)).map((grade) => make("span", {},
      sample(grade, grade === "stated"), make("b", {}, data.grades[grade]), data.meaning[grade]));
    return [...grades, make("span", {}, sample("open"), "尚无后续，算到截至日期"),
      make("span", {}, gauge({ days: 120, limit: 80, over: 40 }, 60), "竖线：期限；粗线：超出部分"),
      times ? make("span", {}, "虚框：只知到月或年") : null];
  }
  return { late, took, limited, gauge, pending, card, ghost, lag, tag, legend };
})();
