"use strict";
/* A table: sorted by its heads, filtered by its legend, its lists and a text; rows and slots open the panel. */
xuntu.table = (block, { open, reach }) => {
  const { data, make, words, rove } = xuntu;
  const MORE = 300, SEARCHED = 12;
  const { sign, ticks, drawn, compared, said } = xuntu.cells(block);
  const legendOf = block.columns.findIndex(([, sort, picked]) => sort === "mark" && picked);
  const state = { by: null, down: false, hidden: new Set(block.hidden), picked: new Map(), text: "", most: MORE };
  const body = make("tbody", {});
  const count = make("p", { class: "soft", role: "status" });
  const more = make("button", { type: "button", class: "more", click: () => { state.most += MORE; draw(); } }, `再显示 ${MORE} 行`);
  const made = new Map();

  /* ---- rows ---- */

  const FIRST = 0;
  function head(row, item) {
    const cell = drawn(row[1], FIRST, opened, "");
    if (item === null) return make("th", { scope: "row" }, cell);
    return make("th", { scope: "row" }, make("button", { type: "button", class: "stop opener", tabindex: "-1", "data-item": String(item), click: (event) => opened(item, event) }, cell));
  }
  function lineOf(place) {
    if (!made.has(place)) {
      const row = block.rows[place];
      const told = said(row[1], FIRST);
      made.set(place, make("tr", {}, head(row, row[0]), row.slice(2).map((cell, n) => make("td", { class: block.columns[n + 1][1] },
        drawn(cell, n + 1, opened, `${told}，${block.columns[n + 1][0]}`)))));
    }
    return made.get(place);
  }
  // A key press on a button is a click without a count.
  const opened = (item, event) => open(item, event.currentTarget, event.detail === 0);

  /* ---- what is shown ---- */

  const passes = (row) => !(legendOf >= 0 && state.hidden.has(row[legendOf + 1]?.[0]))
    && [...state.picked].every(([column, value]) => said(row[column + 1], column) === value)
    && (!state.text || row.slice(1).some((cell, column) => said(cell, column).toLowerCase().includes(state.text)));
  function shown() {
    const found = [...block.rows.keys()].filter((place) => passes(block.rows[place]));
    if (state.by !== null) found.sort((a, b) => compared(block.rows[a], block.rows[b], state.by, state.down) || a - b);
    return found;
  }
  function draw() {
    const found = shown();
    body.replaceChildren(...found.slice(0, state.most).map(lineOf));
    more.hidden = found.length <= state.most;
    count.textContent = found.length === block.rows.length ? `共 ${found.length} 行` : `${found.length} 行，共 ${block.rows.length} 行`;
    heads.forEach((one, column) => one.setAttribute("aria-sort", state.by === column ? (state.down ? "descending" : "ascending") : "none"));
    roving.refresh();
  }
  const roving = rove(body, () => [...body.rows].map((line) => [...line.cells].map((cell) => cell.querySelector(".stop"))));

  /* ---- heads ---- */

  function sortBy(column) {
    if (state.by !== column) Object.assign(state, { by: column, down: false });
    else if (!state.down) state.down = true;
    else Object.assign(state, { by: null, down: false });
    draw();
  }
  const heads = block.columns.map(([label, sort, , note], column) => make("th", { scope: "col", class: sort },
    sort === "slot" ? make("span", { class: "upright" }, words(label)) : make("button", { type: "button", class: "sort", click: () => sortBy(column) }, words(label)),
    note ? make("small", {}, words(note)) : null, sort === "span" ? ticks(column) : null));

  /* ---- filters ---- */

  function legend() {
    if (legendOf < 0) return null;
    const numbers = new Map();
    for (const row of block.rows) if (row[legendOf + 1]) numbers.set(row[legendOf + 1][0], (numbers.get(row[legendOf + 1][0]) || 0) + 1);
    const marks = [...numbers.keys()].sort((a, b) => a - b);
    return make("div", { class: "legend", role: "group", "aria-label": `${block.title}：按${block.columns[legendOf][0]}显示或隐藏` }, marks.map((mark) => {
      const chip = make("button", { type: "button", "aria-pressed": String(!state.hidden.has(mark)), click: () => {
        state.hidden[state.hidden.has(mark) ? "delete" : "add"](mark);
        chip.setAttribute("aria-pressed", String(!state.hidden.has(mark)));
        draw();
      } }, sign(mark), make("span", {}, `${data.marks[mark][2]} ${numbers.get(mark)}`));
      return chip;
    }));
  }
  function picker([label, sort, picked], column) {
    if (!picked || sort === "mark") return null;
    const values = [...new Set(block.rows.map((row) => said(row[column + 1], column)))].filter(Boolean).sort(new Intl.Collator("zh").compare);
    if (values.length < 2) return null;
    const list = make("select", { change: () => {
      state.picked[list.value ? "set" : "delete"](column, list.value);
      draw();
    } }, make("option", { value: "" }, "全部"), values.map((value) => make("option", { value }, value.length > 30 ? `${value.slice(0, 29)}…` : value)));
    return make("label", {}, words(label), " ", list);
  }
  function searcher() {
    if (block.rows.length < SEARCHED) return null;
    const input = make("input", { type: "search", autocomplete: "off", input: () => { state.text = input.value.trim().toLowerCase(); draw(); } });
    return make("label", {}, "表内筛选 ", input);
  }
  const chips = legend();
  const sifts = [...block.columns.map(picker), searcher()].filter(Boolean);
  function clear() {
    Object.assign(state, { text: "", most: Infinity });
    state.hidden.clear();
    state.picked.clear();
    for (const chip of chips ? chips.children : []) chip.setAttribute("aria-pressed", "true");
    for (const one of sifts) one.lastElementChild.value = "";
    draw();
  }

  /** Bring a row or slot to light and return its button. */
  function button(place, item) {
    if (!body.contains(lineOf(place))) clear();
    return lineOf(place).querySelector(`[data-item="${item}"]`);
  }
  block.rows.forEach((row, place) => {
    if (row[0] !== null) reach(row[0], () => button(place, row[0]));
    block.columns.forEach(([, sort], column) => { if (sort === "slot") for (const [item] of row[column + 1]) reach(item, () => button(place, item)); });
  });
  let before = MORE;
  window.addEventListener("beforeprint", () => { before = state.most; state.most = Infinity; draw(); });
  window.addEventListener("afterprint", () => { state.most = before; draw(); });

  if (!block.rows.length) return make("section", {}, make("h2", {}, words(block.title)), make("p", {}, words(block.empty)));
  const table = make("table", { class: "rows", "aria-label": block.title }, make("thead", {}, make("tr", {}, heads)), body);
  draw();
  return make("section", {}, make("h2", {}, words(block.title)), block.note ? make("p", { class: "soft" }, words(block.note)) : null,
    chips, sifts.length ? make("div", { class: "sift" }, sifts) : null, table, sifts.length || chips ? make("div", { class: "below" }, count, more) : null);
};
