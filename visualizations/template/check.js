"use strict";
/* The page of a check: legend, panel, what comes first, the keyboard beyond the matrices. */
(() => {
  const { data, byId, make, words, say } = xuntu;
  const RECUSE = data.verdicts.length - 1;
  const LISTED = 60;
  const state = { chosen: null };
  const grid = xuntu.grid(byId("matrices"), { open });
  const { told } = xuntu.reasons(grid);
  const worstFirst = [...data.verdicts.keys()].reverse();

  /* ---- the panel ---- */

  const verdictWord = (verdict) => data.verdicts[verdict][0];
  function jump(at, label) {
    const cell = grid.cellAt(at);
    const rules = grid.rulesOf(cell);
    return make("li", {}, make("button", { type: "button", click: () => open(at, true) }, grid.sign(cell[0]), make("span", { class: "unseen" }, `${verdictWord(cell[0])} `),
      make("span", {}, words(label), rules.length ? make("small", {}, ` ${rules.join(" ")}`) : null)));
  }
  /** Cells that are not 可任, the gravest first; more than a panel can list are only counted. */
  function listed(cells, label) {
    const found = cells.filter((at) => grid.cellAt(at)[0]);
    found.sort((a, b) => grid.cellAt(b)[0] - grid.cellAt(a)[0]);
    const more = found.length - LISTED;
    return found.length ? [make("ul", { class: "jumps" }, found.slice(0, LISTED).map((at) => jump(at, label(at)))),
      more > 0 ? make("p", { class: "soft" }, `还有 ${more} 格，见表。`) : null] : null;
  }
  const unitOf = ([team, , column]) => data.teams[team].units[column];
  const nameOf = ([team, row]) => data.teams[team].people[row][1];
  /** What the rules about teams do not allow, of each team and of the round. */
  function failed() {
    const parts = [...data.teams.map((team) => [team.name, team.rules]), ["全轮", data.round]];
    const found = parts.flatMap(([name, rules]) => rules.filter((rule) => rule[rule.length - 1] === false)
      .map(([rule, title, value, , text]) => `${name} ${rule} ${title} 不符合：${text || value}`));
    return found.length ? make("ul", { class: "failed" }, found.map((text) => make("li", {}, words(text)))) : null;
  }
  function overview() {
    const team = failed();
    const pairs = listed([...grid.cells()], (at) => `${nameOf(at)} → ${unitOf(at)}`);
    byId("panel").replaceChildren(make("div", {}, make("h2", {}, team || pairs ? "先看这些" : "没有冲突"), team,
      pairs || make("p", {}, "全部可任，没有需要回避、复核或补数据的。"),
      make("p", { class: "soft" }, "单击一格，看理由、关系和来源行。键盘：Tab 进入表格，方向键移动，Home、End 到行首行尾，回车看理由，Esc 返回，N 到下一个应回避，/ 查找人员或单位。")));
  }
  function panel() {
    const at = state.chosen;
    if (!at) return overview();
    const cell = grid.cellAt(at);
    const [number, name, role] = data.teams[at[0]].people[at[1]];
    const others = data.teams[at[0]].units.map((_, column) => [at[0], at[1], column]).filter((one) => !grid.same(one, at));
    const rest = listed(others, unitOf);
    byId("panel").replaceChildren(make("div", {},
      make("div", { class: "head" }, grid.sign(cell[0]), make("strong", {}, verdictWord(cell[0])),
        make("span", { class: "actions" }, make("button", { type: "button", click: back }, "返回表格（Esc）"))),
      make("h2", {}, words(name), " → ", words(unitOf(at))),
      make("p", { class: "soft" }, words([number, role, data.teams[at[0]].name, cell[1] ? `核查日期 ${cell[1]}` : "没有核查日期"].filter(Boolean).join(" · "))),
      told(cell), rest ? [make("h3", {}, "此人对本组其他单位"), rest] : null));
    byId("panel").scrollTop = 0;
  }

  /* ---- choosing ---- */

  /** Open the panel of a cell; `enter` moves the keyboard there, Escape brings it back. */
  function open(at, enter) {
    if (grid.reveal(at)) legend();
    state.chosen = at;
    grid.choose(at);
    panel();
    grid.buttonOf(at).scrollIntoView({ block: "nearest", inline: "nearest" });
    if (enter) byId("panel").focus({ preventScroll: true });
    say(grid.speak(at));
  }
  function back() {
    if (state.chosen) grid.go(state.chosen);
  }
  function clear() {
    grid.choose(null);
    state.chosen = null;
    panel();
  }
  function next() {
    const at = grid.next(RECUSE, grid.current());
    if (!at) return say("没有应回避的。");
    open(at, false);
    return grid.go(at);
  }
  function choose(place) {
    const at = grid.worst(data.places[place]);
    if (!at) return;
    open(at, false);
    grid.go(at);
  }
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    if (event.key === "Escape") {
      if (byId("panel").contains(event.target)) { if (state.chosen) back(); else return; } else clear();
    } else if (event.key === "n" || event.key === "N") next();
    else return;
    event.preventDefault();
  }

  /* ---- the legend ---- */

  function legend() {
    const numbers = data.verdicts.map(() => 0);
    for (const at of grid.cells()) numbers[grid.cellAt(at)[0]] += 1;
    byId("legend").replaceChildren(make("span", { class: "soft" }, "人与单位："), ...worstFirst.map((verdict) => make("button", {
      type: "button", "data-verdict": String(verdict), "aria-pressed": String(!grid.hidden.has(verdict)), click: () => toggle(verdict) },
    grid.sign(verdict), make("span", {}, `${verdictWord(verdict)} ${numbers[verdict]}`))));
    byId("next").disabled = !numbers[RECUSE];
  }
  function toggle(verdict) {
    grid.toggle(verdict);
    legend();
    byId("legend").querySelector(`[data-verdict="${verdict}"]`).focus();
  }

  function begin() {
    xuntu.start();
    byId("count").textContent = data.count;
    if (!data.teams.some((team) => team.people.length && team.units.length)) {
      for (const id of ["main", "legend"]) byId(id).hidden = true;
      byId("empty").hidden = false;
      for (const tool of document.querySelector(".tools").children) tool.hidden = tool.id !== "theme";
      xuntu.ready = true;
      return;
    }
    grid.draw();
    legend();
    panel();
    xuntu.paper(byId("paper"), grid);
    xuntu.finder(choose);
    byId("next").addEventListener("click", next);
    document.addEventListener("keydown", key);
    Object.assign(xuntu, { choose, open, state, ready: true });
  }
  begin();
})();
