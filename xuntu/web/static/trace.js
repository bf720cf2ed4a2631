/* Traces: from a number or a name to the page of what came of it. */
import { call } from "/static/api.js";
import { busy, choice, field, form, make, words } from "/static/dom.js";
import { frame } from "/static/result.js";

const KINDS = [["Finding", "问题编号"], ["Clue", "线索编号"], ["CaseFile", "案件编号"], ["Sanction", "处分名称"], ["Prosecution", "移送司法名称"], ["Person", "人员姓名或编号"], ["", "ID（查询结果里的 id）"]];

export default function start(panel) {
  const area = make("div", { class: "area" });
  const kind = choice(KINDS);
  const text = make("input", { type: "text", required: true, autocomplete: "off", spellcheck: "false" });
  const on = make("input", { type: "text", placeholder: "今天", autocomplete: "off" });
  const trace = (asked, title) => busy(area, "正在追踪", async () => {
    const found = await call("trace", { ...asked, on: on.value });
    return found.picture ? frame(found.picture, `处置全程：${title}`) : choices(found.choices);
  });
  function choices(some) {
    return [make("p", {}, `有 ${some.length} 个，请选一个：`), make("ul", { class: "choices" }, some.map((one) => make("li", {},
      make("button", { type: "button", click: () => trace({ start: one.id }, one.id) }, words(one.id)), " ",
      words(one.properties.map(([label, value]) => `${label}：${value}`).join("；")))))];
  }
  panel.append(make("div", { class: "work" },
    form({ class: "asking", "aria-label": "追踪" }, () => trace({ start: text.value, kind: kind.value }, text.value),
      make("div", { class: "fields" }, field("从哪里出发", kind), field("编号或姓名", text), field("截至日期", on, "例如 2025-03-24")),
      make("div", { class: "actions" }, make("button", { type: "submit", class: "main" }, "追踪"))),
    area));
}
