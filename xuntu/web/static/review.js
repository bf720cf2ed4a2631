/* The queue of what is to be decided: two records side by side, decided by somebody who gives his name. */
import { call, read } from "/static/api.js";
import { fault, field, make, notice, say, table, words } from "/static/dom.js";

const FIELDS = [["name", "名称"], ["number", "编号"], ["unit", "单位"], ["title", "职务"], ["birth", "出生"], ["native_place", "籍贯"], ["relative_of", "亲属"], ["team", "组"], ["id", "ID"]];

export default function start(panel) {
  const by = make("input", { type: "text", autocomplete: "name" });
  const why = make("input", { type: "text", autocomplete: "off" });
  const said = make("div", { class: "area" });
  const queue = make("div", { class: "queue" });
  const log = make("div", { class: "area" });

  async function act(name, asked, done) {
    try {
      const found = await call(name, { ...asked, by: by.value, why: why.value });
      said.replaceChildren(notice(`${done}，决定编号 ${found.id}`), ...found.news.map(notice));
      say(done);
      await listed();
    } catch (error) {
      said.replaceChildren(fault(error));
      if (!by.value.trim()) by.focus();
    }
  }
  const button = (label, name, asked, done) => make("button", { type: "button", click: async (event) => {
    const shut = event.currentTarget;
    shut.disabled = true;
    try { await act(name, asked, done); } finally { shut.disabled = false; }
  } }, label);

  function item(one) {
    const used = FIELDS.filter(([name]) => one.records.some((record) => record[name]));
    const rows = used.map(([name, label]) => [label, ...one.records.map((record) => record[name])]);
    rows.push(["出处", ...one.records.map((record) => record.places.join("；"))]);
    const sure = one.probability === null ? "" : `概率 ${Math.round(one.probability * 100)}%`;
    const told = [["相符", one.evidence_for], ["不符", one.evidence_against], ["待查", one.settle], ["决定", one.decided]].filter(([, text]) => text);
    return make("article", { class: "item", "aria-label": `${one.label} ${one.says}` },
      make("h3", {}, `${one.label}：${one.says} `, make("small", {}, words(`${sure} ${one.id}`))),
      table("两条记录", ["", ...one.records.map((_, n) => `记录 ${n + 1}`)], rows),
      make("dl", { class: "facts" }, told.map(([label, text]) => [make("dt", {}, label), make("dd", {}, words(text))])),
      one.hidden ? make("p", { class: "soft" }, "受限的记录在网页上不显示，也不在这里决定：请在终端用 xuntu review --reveal 查看（会记录）。")
        : make("div", { class: "actions" }, one.settled
        ? button("撤销这项决定", "undo", { id: one.decision }, "已撤销")
        : [button("是同一个", "decide", { id: one.id, same: true }, "已记录"), button("不是同一个", "decide", { id: one.id, same: false }, "已记录")]));
  }
  async function listed() {
    try {
      const [found, decided] = await Promise.all([read("queue"), read("decisions")]);
      const more = found.all > found.items.length ? `，先列出前 ${found.items.length} 项` : "";
      queue.replaceChildren(make("h2", {}, found.all ? `待决 ${found.all} 项${more}` : "没有待决事项"), ...found.items.map(item));
      log.replaceChildren(make("h2", {}, `作过的决定（${decided.length}）`), decided.length ? table("作过的决定",
        ["日期", "决定", "对象", "决定人", "原因", "效力", ""],
        decided.map((one) => [one.at.slice(0, 10), one.kind, one.about, one.by, one.why, one.holds ? "有效" : "已撤销",
          one.holds ? button("撤销", "undo", { id: one.id }, "已撤销") : ""])) : make("p", { class: "soft" }, "还没有决定。"));
    } catch (error) {
      queue.replaceChildren(fault(error));
    }
  }
  panel.append(make("div", { class: "work" },
    make("div", { class: "asking" }, make("div", { class: "fields" }, field("决定人", by, "写明姓名才能决定"), field("理由", why))),
    said, queue, log));
  return listed();
}
