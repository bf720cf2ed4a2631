"use strict";
/* What a verdict rests on: reasons, their paths edge by edge, what is missing, what would change it. */
xuntu.reasons = ({ sign }) => {
  const { data, make, words } = xuntu;
  const ruleName = (rule) => words(data.rules[rule] ? `${rule} ${data.rules[rule]}` : rule);

  function places(rows) {
    if (!rows.length) return make("p", { class: "soft" }, "没有可以列出的来源行。");
    return make("ul", { class: "sources" }, rows.map(([file, place]) => make("li", {},
      make("span", { class: "file" }, words(file)), " ", make("span", { class: "place" }, words(place)))));
  }
  function step([label, dates, text, to, back, rows]) {
    return [make("li", { class: back ? "edge back" : "edge" }, make("details", {}, make("summary", {},
      make("span", { class: "label" }, words(label)), dates ? make("span", { class: "dates" }, words(dates)) : null,
      make("small", {}, rows.length ? `来源 ${rows.length} 行` : "来源"),
      text ? make("span", { class: "detail" }, words(text)) : null), places(rows))),
    to ? make("li", { class: "end" }, words(to)) : null];
  }
  /** A path as a chain of boxes; where it breaks off, another chain begins. */
  const chain = ([start, edges]) => make("ol", { class: "chain" }, make("li", { class: "end" }, words(start)), edges.map(step));

  function reason(place) {
    const [rule, name, grade, text, basis, code, chains, rows] = data.reasons[place];
    if (!rule) return make("section", { class: "reason" }, make("p", { class: "quote" }, text));
    const verdict = data.verdicts.findIndex(([word]) => word === grade);
    return make("section", { class: "reason" },
      make("h4", {}, verdict < 0 ? make("span", { class: "tag plain" }, grade) : [sign(verdict), make("span", { class: "unseen" }, `${grade} `)],
        make("span", {}, words(`${rule} ${name}`.trim()), " ", code ? make("span", { class: "tag" }, words(code)) : null)),
      make("p", { class: "quote" }, text),
      basis ? make("p", { class: "basis" }, "依据：", words(basis)) : null,
      chains.map(chain), !chains.length && rows.length ? places(rows) : null);
  }
  function gap(place) {
    const [field, text, rules, blocks] = data.gaps[place];
    return make("li", { class: blocks ? "blocks" : "" }, make("strong", {}, words(field)), " ", text && text !== field ? words(text) : null,
      make("span", { class: "soft" }, "（", rules.map((rule, n) => [n ? "、" : "", ruleName(rule)]), " 需要", blocks ? "，缺它不能判定" : "；不改变结论", "）"));
  }
  function part(title, children) {
    return children.length ? [make("h3", {}, title), children] : null;
  }
  /** All that is known of one cell, gravest first. */
  function told([, , reasons, gaps, unverified, checked, pivot]) {
    const rules = data.checked[checked];
    return [
      pivot ? make("p", { class: "pivot" }, make("strong", {}, "改变结论的一件事："), words(pivot)) : null,
      part(`理由（${reasons.length}）`, reasons.map(reason)),
      reasons.length ? null : make("p", {}, "查过的规则都没有发现冲突。"),
      part(`缺数据（${gaps.length}）`, gaps.length ? [make("ul", { class: "gaps" }, gaps.map(gap))] : []),
      part("没有核查到的", unverified.length ? [make("ul", { class: "gaps" }, unverified.map(([rule, code]) => make("li", {}, ruleName(rule), "：", words(code))))] : []),
      make("details", { class: "checked" }, make("summary", {}, `查过的规则（${rules.length} 条）`),
        make("ul", {}, rules.map((rule) => make("li", {}, ruleName(rule))))),
    ];
  }
  return { told, ruleName };
};
