/* The catalogue of questions: each with a form made from what it asks for. */
import { read } from "/static/api.js";
import { byId, choice, fault, field, form, make, words } from "/static/dom.js";
import { show } from "/static/result.js";

const HINTS = { int: "数字", number: "数字", date: "例如 2025-03-24", list: "用逗号隔开" };

function control(parameter) {
  const given = parameter.default ?? "";
  const attributes = { name: parameter.name, required: parameter.default === null };
  if (parameter.type === "bool") return choice([["", given ? "默认" : ""], ["是", "是"], ["否", "否"]], attributes);
  const numeric = parameter.type === "int" || parameter.type === "number";
  return make("input", { type: "text", autocomplete: "off", spellcheck: "false", placeholder: given === "today" ? "今天" : given.startsWith("@") ? "按期限表" : given, inputmode: numeric ? "decimal" : false, ...attributes });
}

function asking(question, area) {
  const controls = question.parameters.map((one) => [one, control(one)]);
  return form({ class: "asking", "aria-label": question.title }, () => {
    const given = controls.map(([one, input]) => [one.name, input.value.trim()]).filter(([, value]) => value !== "");
    return show(area, { question: question.name, parameters: Object.fromEntries(given) }, question.drawable);
  },
  make("h2", {}, question.number && make("span", { class: "number" }, question.number), " ", words(question.title)),
  question.definitions.map((text) => make("p", { class: "soft" }, words(text))),
  make("div", { class: "fields" }, controls.map(([one, input]) => field(one.label, input, HINTS[one.type]))),
  make("div", { class: "actions" }, make("button", { type: "submit", class: "main" }, "提问")));
}

export default async function start(panel) {
  const list = make("div", { class: "list", id: "questions" });
  const right = make("div", { class: "work" }, make("p", { class: "soft" }, "从左边选一个问题。"));
  const search = make("input", { type: "search", id: "seek", "aria-label": "找问题", placeholder: "找问题（/）", autocomplete: "off" });
  panel.append(make("div", { class: "two" }, make("div", { class: "side" }, search, list), right));
  let questions;
  try { questions = await read("catalogue"); } catch (error) { list.append(fault(error)); return; }
  const groups = new Map();
  for (const one of questions) groups.set(one.group, [...(groups.get(one.group) || []), one]);
  const buttons = [];
  for (const [group, some] of groups) {
    list.append(make("section", {}, make("h3", {}, group), some.map((one) => {
      const button = make("button", { type: "button", "aria-pressed": "false", click: () => {
        for (const [other] of buttons) other.setAttribute("aria-pressed", String(other === button));
        const area = make("div", { class: "area" });
        right.replaceChildren(asking(one, area), area);
        right.querySelector("input, select, button").focus();
      } }, one.number && make("span", { class: "number" }, one.number), words(one.title));
      buttons.push([button, `${one.number} ${one.name} ${one.title}`.toLowerCase()]);
      return button;
    })));
  }
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const [button, text] of buttons) button.hidden = !text.includes(wanted);
    for (const section of list.children) section.hidden = !section.querySelector("button:not([hidden])");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || panel.hidden || event.target.closest("input, select, textarea, [contenteditable=true]")) return;
    event.preventDefault();
    byId("seek").focus();
  });
}
