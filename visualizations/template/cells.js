"use strict";
/* The cells of tables: how each sort is drawn, sorted and told. */
xuntu.cells = (block) => {
  const { data, make, words } = xuntu;
  const DAY = 86400000;
  const day = (text) => (text ? Date.UTC(text.slice(0, 4), (text.slice(5, 7) || 1) - 1, text.slice(8, 10) || 1) : null);

  function sign(mark) {
    const [tone, text] = data.marks[mark];
    return make("span", { class: `sign toned ${tone}`, "aria-hidden": "true" }, text);
  }
  const wordOf = ([mark, text]) => text || data.marks[mark][2];

  /* ---- stretches of time: one scale for a column ---- */

  function scaleOf(column) {
    const spans = block.rows.map((row) => row[column + 1]).filter(Boolean);
    const known = spans.flatMap(([begin, end]) => [day(begin), day(end)]).filter((at) => at !== null);
    if (!known.length) return null;
    const until = day(block.until);
    if (until !== null && spans.some(([, , ongoing]) => ongoing)) known.push(until);
    const from = Date.UTC(new Date(Math.min(...known)).getUTCFullYear(), 0);
    const to = Date.UTC(new Date(Math.max(...known)).getUTCFullYear() + 1, 0);
    return { from, to, now: until, share: (at) => 100 * (at - from) / (to - from) };
  }
  const scales = new Map(block.columns.flatMap(([, sort], column) => (sort === "span" ? [[column, scaleOf(column)]] : [])));
  function years({ from, to, share }) {
    const [first, last] = [from, to].map((at) => new Date(at).getUTCFullYear());
    const every = [1, 2, 5, 10, 20].find((step) => (last - first) / step <= 9) || 50;
    const found = [];
    for (let year = Math.ceil(first / every) * every; year < last; year += every) found.push([year, share(Date.UTC(year, 0))]);
    return found;
  }
  function ticks(column) {
    const scale = scales.get(column);
    if (!scale) return null;
    // The last one would be cut off.
    return make("div", { class: "ticks", "aria-hidden": "true" }, years(scale).filter(([, at]) => at < 92).map(([year, at]) => {
      const tick = make("span", {}, String(year));
      tick.style.left = `${at}%`;
      return tick;
    }));
  }
  function span([begin, end, ongoing], column) {
    const scale = scales.get(column);
    const bar = make("div", { class: "span", "aria-hidden": "true" });
    if (!scale) return bar;
    for (const [, at] of years(scale)) {
      const line = make("i", { class: "year" });
      line.style.left = `${at}%`;
      bar.append(line);
    }
    const [since, until] = [day(begin), day(end)];
    const left = since ?? until ?? scale.from;
    const right = Math.max(left + 20 * DAY, until ?? (ongoing ? scale.now ?? scale.to : left + 180 * DAY));
    const stretch = make("b", { class: ongoing ? "ongoing" : until === null || since === null ? "unknown" : "" });
    stretch.style.left = `${scale.share(left)}%`;
    stretch.style.width = `${Math.min(100, scale.share(right)) - scale.share(left)}%`;
    bar.append(stretch);
    return bar;
  }

  /* ---- numbers ---- */

  const most = block.columns.map(([, sort], column) => (sort === "share" ? 100 : Math.max(0, ...block.rows.map((row) => (typeof row[column + 1] === "number" ? row[column + 1] : 0)))));
  function bar(value, column) {
    const line = make("div", { class: "bar", "aria-hidden": "true" }, make("b", {}));
    line.firstChild.style.width = `${most[column] && typeof value === "number" ? 100 * value / most[column] : 0}%`;
    return make("div", { class: "barred" }, make("span", {}, words(value === null ? "—" : String(value))), line);
  }

  /* ---- all sorts ---- */

  function slot(cell, open, told) {
    return cell.map(([item, mark]) => make("button", { type: "button", class: "stop slot", tabindex: "-1", "data-item": String(item),
      "aria-label": `${told}：${data.marks[mark][2]}，${data.nodes[item].caption}`, title: data.nodes[item].caption, click: (event) => open(item, event) }, sign(mark)));
  }
  function drawn(cell, column, open, told) {
    const sort = block.columns[column][1];
    if (sort === "slot") return slot(cell, open, told);
    if (sort === "span") return cell ? span(cell, column) : null;
    if (sort === "bar" || sort === "share") return bar(cell, column);
    if (cell === null || cell === "") return make("span", { class: "soft" }, "—");
    if (sort === "mark") return make("span", { class: "said" }, sign(cell[0]), words(wordOf(cell)));
    return words(String(cell));
  }
  const collator = new Intl.Collator("zh");
  function keyOf(cell, sort) {
    if (cell === null || cell === "") return null;
    if (sort === "mark") return cell[2];
    if (sort === "span") return cell[0];
    if (sort === "slot") return cell.length || null;
    return cell;
  }
  /** What is not known comes last, whichever way it goes. */
  function compared(one, other, column, down) {
    const [a, b] = [one, other].map((row) => keyOf(row[column + 1], block.columns[column][1]));
    if (a === null || b === null) return (a === null) - (b === null);
    // A suppressed figure is a text: it is smaller than any that is told.
    const both = typeof a === "number" && typeof b === "number" ? a - b
      : typeof a === typeof b ? collator.compare(a, b) : typeof a === "string" ? -1 : 1;
    return down ? -both : both;
  }
  /** What a cell says, for filters and for the search in a table. */
  function said(cell, column) {
    const sort = block.columns[column][1];
    if (cell === null || sort === "span") return "";
    if (sort === "slot") return cell.map(([item]) => data.nodes[item].caption).join(" ");
    return sort === "mark" ? wordOf(cell) : String(cell);
  }
  return { sign, ticks, drawn, compared, said };
};
