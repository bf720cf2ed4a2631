"use strict";
/* The matrices of a check: one table a team, one cell to enter it, the arrow keys from there on. */
xuntu.grid = (area, { open }) => {
  const { data, make, words } = xuntu;
  const [WORD, SIGN] = [0, 1];
  const TONES = ["good", "warn", "info", "bad"];
  const tables = [];
  const hidden = new Set();
  const dense = (team) => team.units.length > data.dense;
  const cellAt = ([team, row, column]) => data.cells[data.teams[team].rows[row][column]];
  const verdictAt = (at) => cellAt(at)[0];
  const wanted = (at) => !hidden.has(verdictAt(at));
  const isNote = ([, , grade]) => !data.verdicts.some(([word]) => word === grade);
  const told = new Map();
  /** The rules that a verdict rests on; mere notes are only said to be there. */
  function rulesOf(cell) {
    if (!told.has(cell)) told.set(cell, gravest(cell));
    return told.get(cell);
  }
  function gravest(cell) {
    const reasons = cell[2].map((reason) => data.reasons[reason]);
    const rules = reasons.filter((reason) => !isNote(reason)).map(([rule]) => rule).filter(Boolean);
    return rules.length || !reasons.some(isNote) ? [...new Set(rules)] : ["有提示"];
  }
  const same = (one, other) => one && other && one.every((part, i) => part === other[i]);

  /** The sign of a verdict: one character in a shape of its own; beside a word it is not read out. */
  function sign(verdict, spoken = false) {
    return make("span", { class: `sign toned ${TONES[verdict]} v${verdict}`, "aria-hidden": spoken ? null : "true" }, data.verdicts[verdict][SIGN]);
  }
  function speak([team, row, column]) {
    const [, name] = data.teams[team].people[row];
    const cell = cellAt([team, row, column]);
    const rules = rulesOf(cell);
    return `${name}，${data.teams[team].units[column]}：${data.verdicts[cell[0]][WORD]}${rules.length ? `，${rules.join("、")}` : ""}`;
  }

  /* ---- drawing ---- */

  function head(team) {
    return make("thead", {}, make("tr", {}, make("th", { scope: "col", class: "corner" }, "人员"),
      team.units.map((unit) => make("th", { scope: "col", class: "unit" }, words(unit)))));
  }
  function who([number, name, role, verdict]) {
    return make("th", { scope: "row" }, make("div", { class: "who" },
      make("span", { class: `sign toned ${TONES[verdict]} v${verdict}`, role: "img", "aria-label": `总结论：${data.verdicts[verdict][WORD]}` }, data.verdicts[verdict][SIGN]),
      make("span", { class: "name" }, make("strong", {}, words(name)), " ", make("small", {}, words([number, role].filter(Boolean).join(" "))))));
  }
  // A pool has more than ten thousand cells: they are copies of one a verdict.
  const blanks = data.verdicts.map(([, mark], verdict) => [true, false].map((small) => make("button", {
    type: "button", class: small ? `cell toned ${TONES[verdict]} v${verdict}` : `cell v${verdict}`, tabindex: "-1" }, small ? mark : null)));
  function button(at, small) {
    const cell = cellAt(at);
    const verdict = cell[0];
    const made = blanks[verdict][small ? 0 : 1].cloneNode(true);
    made.at = at;
    made.setAttribute("aria-label", speak(at));
    if (!small) {
      const rules = rulesOf(cell);
      made.append(make("span", { class: "said" }, sign(verdict), data.verdicts[verdict][WORD]));
      if (rules.length) made.append(make("span", { class: "rules" }, rules.join(" ")));
    }
    return made;
  }
  const result = (passed) => (passed === null ? "无法判定" : passed ? "✓ 符合" : "✗ 不符合");
  function rule([id, name, value, required, text, basis, passed]) {
    return make("tr", { class: passed === false ? "failed" : "" }, make("th", { scope: "row" }, words(`${id} ${name}`.trim())),
      [value, required].map((one) => make("td", {}, words(one))), make("td", { class: "result" }, result(passed)),
      make("td", {}, words(text), basis ? make("small", {}, " 依据：", words(basis)) : null));
  }
  /** What the rules about teams say, of one team or of the whole round. */
  function rules(found, title) {
    if (!found.length) return null;
    return make("table", { class: "team" }, make("caption", {}, title),
      make("thead", {}, make("tr", {}, ["规则", "实际", "要求", "结果", "说明"].map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, found.map(rule)));
  }
  /** The heads of signs are high enough for the longest name in two lines. */
  function tall(made, { units }) {
    const longest = Math.max(...units.map((unit) => unit.length));
    made.style.setProperty("--tall", `${Math.min(30, Math.max(14, Math.ceil(longest / 2) + 2))}em`);
  }
  function table(team, place) {
    const small = dense(team);
    const buttons = team.people.map((_, row) => team.units.map((_, column) => button([place, row, column], small)));
    const rows = buttons.map((row, n) => make("tr", {}, who(team.people[n]), row.map((one) => make("td", {}, one))));
    const made = make("table", { role: "grid", class: small ? "matrix dense" : "matrix", "aria-label": team.name || "核查结果" },
      head(team), make("tbody", {}, rows));
    // A fixed layout needs a width: the widths of the columns stand in the style.
    made.style.width = small ? `calc(17em + ${team.units.length} * 2.35em)` : `calc(14em + ${team.units.length} * 10.5em)`;
    tall(made, team);
    tables.push({ made, buttons, rows, heads: [...made.tHead.rows[0].cells].slice(1) });
    return make("section", {}, team.name ? make("h2", {}, words(team.name), make("small", {}, ` ${team.people.length} 人 × ${team.units.length} 个单位`)) : null,
      made, rules(team.rules, "组内规则"));
  }
  function draw() {
    const round = rules(data.round, "全轮规则");
    area.replaceChildren(...data.teams.map(table), round ? make("section", {}, round) : "");
    tables.forEach((_, team) => enter(first([team]) || [team, 0, 0]));
    area.addEventListener("click", (event) => { const at = atOf(event); if (at) { enter(at); open(at, false); } });
    area.addEventListener("focusin", (event) => { const at = atOf(event); if (at) { enter(at); cross(at); } });
    area.addEventListener("mouseover", (event) => {
      const at = atOf(event);
      if (!at) return;
      cross(at);
      buttonOf(at).title = speak(at);
    });
    area.addEventListener("keydown", key);
  }

  /* ---- where one is ---- */

  const atOf = (event) => event.target.closest?.("button.cell")?.at;
  const buttonOf = ([team, row, column]) => tables[team].buttons[row]?.[column];
  const entered = [];
  let crossed = [];
  let chosen = null;
  /** Only one cell of a table can be reached with Tab. */
  function enter(at) {
    const [team] = at;
    if (entered[team]) buttonOf(entered[team])?.setAttribute("tabindex", "-1");
    entered[team] = at;
    buttonOf(at)?.setAttribute("tabindex", "0");
  }
  /** Show whose row and whose column it is. */
  function cross([team, row, column]) {
    crossed.forEach((one) => one.classList.remove("here"));
    crossed = [tables[team].rows[row].cells[0], tables[team].heads[column]];
    crossed.forEach((one) => one.classList.add("here"));
  }
  function go(at) {
    const target = buttonOf(at);
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function choose(at) {
    if (chosen) buttonOf(chosen).classList.remove("chosen");
    chosen = at;
    if (at) buttonOf(at).classList.add("chosen");
  }
  function* cells([team] = []) {
    for (const t of team === undefined ? data.teams.keys() : [team]) {
      for (const [row, line] of data.teams[t].rows.entries()) for (const column of line.keys()) yield [t, row, column];
    }
  }
  function first(where) {
    for (const at of cells(where)) if (wanted(at)) return at;
    return null;
  }
  /** The next cell with a verdict after one, from the start again at the end. */
  function next(verdict, after) {
    let before = null;
    let passed = !after;
    for (const at of cells()) {
      if (passed && verdictAt(at) === verdict) return at;
      if (!before && verdictAt(at) === verdict) before = at;
      if (same(at, after)) passed = true;
    }
    return before;
  }
  /** The gravest cell of a person or of a unit. */
  function worst([team, row, column]) {
    const { people, units } = data.teams[team];
    const line = row === null ? people.map((_, r) => [team, r, column]) : units.map((_, c) => [team, row, c]);
    return line.reduce((best, at) => (!best || verdictAt(at) > verdictAt(best) ? at : best), null);
  }

  /* ---- the keyboard ---- */

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  /** The next cell that is shown in a direction; above and below a table is the next team's. */
  function moved([team, row, column], [down, right]) {
    let [t, r, c] = [team, row + down, column + right];
    while (data.teams[t]) {
      const { people, units } = data.teams[t];
      while (r >= 0 && r < people.length && c >= 0 && c < units.length) {
        if (wanted([t, r, c])) return [t, r, c];
        r += down;
        c += right;
      }
      if (!down) return null;
      t += down;
      r = down > 0 ? 0 : (data.teams[t]?.people.length || 0) - 1;
      c = Math.min(c, (data.teams[t]?.units.length || 0) - 1);
    }
    return null;
  }
  function key(event) {
    const at = atOf(event);
    if (!at || event.ctrlKey || event.metaKey || event.altKey) return;
    const line = data.teams[at[0]].units.map((_, column) => [at[0], at[1], column]).filter(wanted);
    let target;
    if (MOVES[event.key]) target = moved(at, MOVES[event.key]);
    else if (event.key === "Home") [target] = line;
    else if (event.key === "End") target = line[line.length - 1];
    else if (event.key === "Enter" || event.key === " ") open(at, true);
    else return;
    if (target) go(target);
    event.preventDefault();
  }

  /* ---- what is shown ---- */

  function filter() {
    for (const verdict of data.verdicts.keys()) area.classList.toggle(`hide${verdict}`, hidden.has(verdict));
    tables.forEach(({ rows }, team) => rows.forEach((row, n) => { row.hidden = !data.teams[team].rows[n].some((_, column) => wanted([team, n, column])); }));
    tables.forEach((_, team) => { const at = entered[team] && wanted(entered[team]) ? entered[team] : first([team]); if (at) enter(at); });
  }
  function toggle(verdict) {
    hidden[hidden.has(verdict) ? "delete" : "add"](verdict);
    filter();
  }
  /** See to it that a cell is shown. */
  function reveal(at) {
    if (wanted(at)) return false;
    hidden.clear();
    filter();
    return true;
  }
  const current = () => chosen || entered.find((at) => at && buttonOf(at) === document.activeElement) || null;
  return { draw, go, choose, next, worst, toggle, reveal, hidden, sign, rules, dense, tall, cellAt, rulesOf, speak, cells, same, buttonOf, current, isNote };
};
