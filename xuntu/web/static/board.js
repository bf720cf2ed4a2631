/* Cards and boards: the pages of `xuntu view`, asked for by a form. */
import { call } from "/static/api.js";
import { busy, choice, field, form, make } from "/static/dom.js";
import { frame } from "/static/result.js";

const PAGES = [["round", "轮次看板"], ["coverage", "覆盖图：单位 × 轮次"], ["rectification", "整改看板"], ["unit", "单位卡片"], ["person", "人员卡片"]];
const ASKED = { round: ["term", "round", "committee"], coverage: ["term", "committee"], rectification: ["term", "round", "committee", "unit"], unit: ["who"], person: ["who"] };

export default function start(panel) {
  const area = make("div", { class: "area" });
  const input = (hint) => make("input", { type: "text", autocomplete: "off", spellcheck: "false", placeholder: hint });
  const page = choice(PAGES);
  const on = input("今天");
  const controls = { who: input(""), term: input("最近一届"), round: input("最近一轮"), committee: input("本工作区的党委"), unit: input("全部") };
  const labels = { who: "姓名、编号或单位名称", term: "届次", round: "轮次", committee: "派出党委", unit: "单位" };
  const fields = Object.entries(controls).map(([name, control]) => [name, field(labels[name], control)]);
  const choose = () => { for (const [name, one] of fields) one.hidden = !ASKED[page.value].includes(name); };
  page.addEventListener("change", choose);
  choose();
  panel.append(make("div", { class: "work" },
    form({ class: "asking", "aria-label": "看板" }, () => busy(area, "正在画页面", async () => {
      const asked = Object.fromEntries(ASKED[page.value].map((name) => [name, controls[name].value]));
      const title = page.selectedOptions[0].textContent;
      return frame((await call("view", { page: page.value, on: on.value, ...asked })).picture, title);
    }), make("div", { class: "fields" }, field("哪一页", page), fields.map(([, one]) => one), field("截至日期", on, "例如 2025-03-24")),
    make("div", { class: "actions" }, make("button", { type: "submit", class: "main" }, "打开"))),
    area));
}
