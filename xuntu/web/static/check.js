/* Avoidance checks: a draft, a team on record, one person; and the checks that were kept. */
import { call, read, upload } from "/static/api.js";
import { busy, choice, fault, field, form, make, notice, table, words } from "/static/dom.js";
import { frame } from "/static/result.js";

const WAYS = [["draft", "拟任名单（工作簿）"], ["team", "台账里的一个组"], ["person", "一人一单位"]];

const input = (attributes = {}) => make("input", { type: "text", autocomplete: "off", spellcheck: "false", ...attributes });

function outcome(found) {
  const counts = found.counts.map(([label, n]) => `${label} ${n} 人`).join("，");
  return [
    make("div", { class: "bar" }, make("h2", {}, words(found.title)), make("span", { class: "soft" }, words(counts))),
    found.kept && notice(`已保存为核查 ${found.kept}`),
    frame(found.picture, `回避核查：${found.title}`),
  ];
}

export default function start(panel) {
  const area = make("div", { class: "area" });
  const kept = make("div", { class: "list" });
  const way = choice(WAYS);
  const file = make("input", { type: "file", accept: ".xlsx,.xls" });
  const one = { team: input(), term: input(), round: input(), person: input(), unit: input(), role: input({ placeholder: "组员" }), on: input({ placeholder: "各任务的进驻日期" }), by: input() };
  const keep = make("input", { type: "checkbox" });
  const sets = {
    draft: make("div", { class: "fields" }, field("名单文件", file, "含“人员”“任务”两张表")),
    team: make("div", { class: "fields" }, field("组", one.team, "例如 第3组"), field("届次", one.term), field("轮次", one.round)),
    person: make("div", { class: "fields" }, field("人员编号", one.person), field("被巡察单位", one.unit), field("角色", one.role)),
  };
  const choose = () => { for (const [name, set] of Object.entries(sets)) set.hidden = name !== way.value; };
  way.addEventListener("change", choose);
  choose();

  async function asked() {
    const told = { on: one.on.value, by: one.by.value, keep: keep.checked };
    if (way.value !== "draft") {
      for (const name of way.value === "team" ? ["team", "term", "round"] : ["person", "unit", "role"]) told[name] = one[name].value;
      return told;
    }
    if (!file.files.length) throw new Error("请先选择名单文件");
    return { ...told, upload: (await upload(file.files[0])).upload };
  }
  const checking = form({ class: "asking", "aria-label": "回避核查" }, async () => {
    await busy(area, "正在核查", async () => outcome(await call("check", await asked())));
    listed();
  },
  make("div", { class: "fields" }, field("核查什么", way), field("核查日期", one.on)), Object.values(sets),
  make("div", { class: "fields" }, field("核查人", one.by), make("div", { class: "field" }, make("label", {}, keep, " 保存这次核查"))),
  make("div", { class: "actions" }, make("button", { type: "submit", class: "main" }, "核查")));

  function judged(found, id) {
    const by = input({ required: true });
    const why = input({ required: true });
    const code = choice(found.conflicts.map((each) => [each.code, each.text.slice(0, 90)]));
    return form({ class: "asking", "aria-label": "豁免或维持" }, async (button) => {
      await busy(area, "正在记录", async () => {
        await call("judge", { code: code.value, waive: button.value === "waive", by: by.value, why: why.value });
        return again(await call("again", { id }), id);
      });
    }, make("div", { class: "fields" }, field("哪一条", code), field("决定人", by), field("理由", why)),
    make("div", { class: "actions" }, make("button", { type: "submit", value: "waive" }, "豁免"), make("button", { type: "submit", value: "uphold" }, "维持")));
  }
  function again(found, id) {
    return [
      make("div", { class: "bar" }, make("h2", {}, words(found.title)), make("span", { class: "soft" }, found.changes.length ? `与保存时相比有 ${found.changes.length} 条不同` : "与保存时相比没有变化")),
      found.changes.length > 0 && table("与保存时的不同", ["不同"], found.changes.map((text) => [text])),
      found.conflicts.length > 0 && judged(found, id),
      frame(found.picture, `回避核查：${found.title}`),
    ];
  }
  async function listed() {
    try {
      const found = await read("kept");
      kept.replaceChildren(...found.map((each) => make("button", { type: "button", click: () => busy(area, "正在重新核查", async () => again(await call("again", { id: each.id }), each.id)) },
        words(each.title), make("small", {}, words(` ${each.at.slice(0, 10)} ${each.by}，${each.people} 人`)))));
      if (!found.length) kept.append(make("p", { class: "soft" }, "还没有保存过核查。"));
    } catch (error) {
      kept.replaceChildren(fault(error));
    }
  }
  panel.append(make("div", { class: "two" }, make("div", { class: "side" }, make("h2", {}, "保存的核查"), kept), make("div", { class: "work" }, checking, area)));
  return listed();
}
