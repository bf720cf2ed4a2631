/* Cypher typed by an analyst: editor, parameters, history. */
import { call, read } from "/static/api.js";
import { complete } from "/static/complete.js";
import { fault, field, form, make, words } from "/static/dom.js";
import { show } from "/static/result.js";
import { createEditor } from "/static/vendor/editor.js";

const PHRASES = { Completions: "可填入的词", "Control character": "控制字符", "to line": "到行" };
const EXAMPLE = "MATCH p = (u:Organization)<-[:CONCERNS]-(f:Finding)-[:LED_TO]->(c:Clue)\nRETURN p LIMIT 25";

export default async function start(panel, nonce) {
  const area = make("div", { class: "area" });
  const holder = make("div", { class: "editor" });
  const given = make("textarea", { rows: "2", spellcheck: "false", placeholder: '{"term": 15}' });
  const past = make("div", { class: "list" });
  let known = { nodes: {}, edges: {} };
  let editor = null;
  async function ask() {
    let parameters = {};
    try {
      parameters = given.value.trim() ? JSON.parse(given.value) : {};
    } catch {
      area.replaceChildren(fault('参数要写成 JSON 对象，例如 {"term": 15}'));
      return;
    }
    await show(area, { question: editor.text(), cypher: true, parameters }, true);
    remembered();
  }
  const asking = form({ class: "asking", "aria-label": "Cypher 查询" }, ask, holder,
    make("p", { class: "soft" }, "Ctrl+Enter 执行，Ctrl+空格 补全，Tab 离开编辑框。只读，有时限和行数上限。"),
    make("details", {}, make("summary", {}, "参数"), field("查询里 $名称 的值（JSON）", given)),
    make("div", { class: "actions" }, make("button", { type: "submit", class: "main" }, "执行"),
      make("button", { type: "button", click: () => { editor.setText(EXAMPLE); editor.focus(); } }, "例子")));
  async function remembered() {
    let found;
    try { found = await read("typed"); } catch (error) { past.replaceChildren(fault(error)); return; }
    past.replaceChildren(...found.map((one) => make("button", { type: "button", class: "typed", title: one.at, click: () => {
      editor.setText(one.query);
      given.value = Object.keys(one.parameters).length ? JSON.stringify(one.parameters) : "";
      editor.focus();
    } }, words(one.query))));
    if (!found.length) past.append(make("p", { class: "soft" }, "还没有。"));
  }
  const side = make("div", { class: "side" }, make("h2", {}, "查过的"),
    make("p", { class: "soft" }, "记在工作区文件夹的 queries.jsonl，只有本人可读。"), past,
    make("div", { class: "actions" }, make("button", { type: "button", click: async () => { await call("forget"); await remembered(); } }, "全部忘记")));
  panel.append(make("div", { class: "two" }, side, make("div", { class: "work" }, asking, area)));
  editor = createEditor({
    parent: holder, nonce, label: "Cypher 查询", phrases: PHRASES, run: () => asking.requestSubmit(),
    complete: (before, whole, explicit) => complete(before, whole, explicit, known),
  });
  await remembered();
  known = await read("words");
  panel.dataset.ready = "yes";
}
