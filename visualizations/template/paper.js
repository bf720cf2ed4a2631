"use strict";
/* What a printer gets: per team the matrix, as many units as fit a sheet, then every reason in words.
   Of a pool only who is not 可任 everywhere has a row, and mere notes stay on the page: else it is a hundred sheets. */
xuntu.paper = (paper, { sign, rules, dense, tall, rulesOf, cellAt, isNote }) => {
  const { data, make, words } = xuntu;
  const BESIDE = { true: 24, false: 7 };
  const HEADS = ["姓名", "编号", "角色", "结论", "单位", "理由和依据"];

  const free = (team, place, row) => team.units.every((_, column) => !cellAt([place, row, column])[0]);
  function matrix(team, place, from, to) {
    const small = dense(team);
    const people = [...team.people.keys()].filter((row) => !small || !free(team, place, row));
    if (!people.length) return null;
    const cell = (row, column) => {
      const here = cellAt([place, row, column]);
      return make("td", {}, make("span", { class: "said" }, sign(here[0], small), small ? null : data.verdicts[here[0]][0]),
        small || !rulesOf(here).length ? null : make("span", { class: "rules" }, rulesOf(here).join(" ")));
    };
    const columns = team.units.map((_, n) => n).slice(from, to);
    const made = make("table", { class: small ? "printed dense" : "printed" },
      make("thead", {}, make("tr", {}, make("th", { class: "corner" }, "人员"), columns.map((n) => make("th", { class: "unit" }, words(team.units[n]))))),
      make("tbody", {}, people.map((row) => {
        const [number, name, role, verdict] = team.people[row];
        return make("tr", {}, make("th", {}, sign(verdict), " ", words(name), make("small", {}, ` ${number} ${role}`)), columns.map((column) => cell(row, column)));
      })));
    tall(made, team);
    return made;
  }
  /** Who of a pool may be sent everywhere: named, without a row. */
  function others(team, place) {
    const found = dense(team) ? team.people.filter((_, row) => free(team, place, row)) : [];
    return found.length ? make("p", { class: "others" }, `对全部 ${team.units.length} 个单位都可任的 ${found.length} 人：`,
      words(found.map(([number, name]) => `${name}（${number}）`).join("、"))) : null;
  }
  /** The units that a reason holds for: a few in their column; many are counted there and named below the reason. */
  function unitsOf(team, units) {
    const rest = team.units.filter((unit) => !units.includes(unit));
    if (units.length <= 3) return [units.map((unit) => make("div", {}, words(unit))), null];
    if (!rest.length) return [`全部 ${units.length} 个单位`, null];
    const named = rest.length < units.length ? `除${rest.join("、")}外的全部单位` : units.join("、");
    return [`${units.length} 个单位`, make("div", {}, make("small", {}, "单位：", words(named)))];
  }
  /** Of one person: verdict and reason, with all the units that it holds for. */
  function grouped(team, place, row) {
    const found = new Map();
    team.units.forEach((unit, column) => {
      const here = cellAt([place, row, column]);
      if (here[0]) for (const reason of here[2]) {
        if (dense(team) && isNote(data.reasons[reason])) continue;
        const key = `${here[0]} ${reason}`;
        if (!found.has(key)) found.set(key, { verdict: here[0], reason, units: [] });
        found.get(key).units.push(unit);
      }
    });
    return [...found.values()].sort((a, b) => b.verdict - a.verdict);
  }
  function line([number, name, role], { verdict, reason, units }, team) {
    const [rule, title, , text, basis, , , rows] = data.reasons[reason];
    const named = rule ? `${rule} ${title}：` : "";
    const [counted, listed] = unitsOf(team, units);
    const where = rows.map(([file, at]) => `${file} ${at}`.trim()).join("；");
    return make("tr", {}, make("td", {}, words(name)), make("td", {}, words(number)), make("td", {}, words(role)),
      make("td", {}, make("span", { class: "said" }, sign(verdict), data.verdicts[verdict][0])),
      make("td", {}, counted),
      make("td", {}, words(`${named}${text}`), basis && rule ? make("small", {}, ` 依据：${basis}`) : null, where && rule ? make("small", {}, ` 来源：${where}`) : null, listed));
  }
  function reasons(team, place) {
    const lines = team.people.flatMap((who, row) => grouped(team, place, row).map((one) => line(who, one, team)));
    if (!lines.length) return make("p", {}, "没有“可任”以外的结论。");
    return [make("h3", {}, "“可任”以外的结论和理由"), make("table", { class: "printed reasons" },
      make("thead", {}, make("tr", {}, HEADS.map((name) => make("th", {}, name)))), make("tbody", {}, lines))];
  }
  function section(team, place) {
    const beside = BESIDE[dense(team)];
    const parts = Math.ceil(team.units.length / beside);
    const wide = Math.ceil(team.units.length / Math.max(1, parts));
    return make("section", {}, team.name ? make("h2", {}, words(team.name)) : null,
      Array.from({ length: parts }, (_, n) => matrix(team, place, n * wide, (n + 1) * wide)), others(team, place), rules(team.rules, "组内规则"), reasons(team, place));
  }
  function head() {
    return [make("h1", {}, words(data.title)),
      make("p", {}, data.context.map(([name, value], n) => [n ? "　" : "", `${name}：`, words(value)])),
      make("p", {}, data.count, data.verdicts.map(([word], verdict) => make("span", { class: "legend" }, sign(verdict), word)).reverse()),
      data.notes.map((note) => make("p", {}, words(note)))];
  }
  // Made for the printer alone: a pool of people would double the page for nothing.
  window.addEventListener("beforeprint", () => paper.replaceChildren(...[head(), data.teams.map(section), rules(data.round, "全轮规则") || ""].flat(Infinity)));
  window.addEventListener("afterprint", () => paper.replaceChildren());
};
