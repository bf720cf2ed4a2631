/* Files: handed in, tried, looked at, loaded; what was loaded before, and what could not be used. */
import { call, read, upload } from "/static/api.js";
import { busy, choice, fault, field, form, make, notice, table, words } from "/static/dom.js";

const LARGEST = 64 * 1024 * 1024;

function reported(found, tried) {
  const rows = found.files.map((one) => [one.name, one.says, [one.kind, one.title].filter(Boolean).join(" "), one.rows.rows, one.rows.new, one.rows.changed, one.rows.same, one.claims, one.rejected,
    [one.replaces.length && `${tried ? "将替代" : "替代"} ${one.replaces.join("、")}${one.rows.gone ? `，旧版有而新版没有的 ${one.rows.gone} 行不再计入` : ""}`, one.reason].filter(Boolean).join("；")]);
  const refused = found.files.flatMap((one) => one.refused.map((cell) => [one.name, cell.sheet, cell.row ?? cell.place, cell.column, cell.value, cell.reason, cell.suggestion]));
  return [
    make("h2", {}, tried ? "试装载的结果（还没有写入）" : "装载的结果"),
    table("每个文件的结果", ["文件", "结果", "类别", "行", "新", "变", "同", "主张", "隔离", "说明"], rows),
    refused.length > 0 && [make("h2", {}, `没能使用的 ${refused.length} 处`), table("没能使用的", ["文件", "工作表", "行", "列", "值", "原因", "最接近的合法值"], refused)],
    found.news.map(notice),
  ].flat();
}

export default async function start(panel, _nonce, changed) {
  const file = make("input", { type: "file", multiple: true });
  const forced = choice([["", "按表头识别"]]);
  const committee = make("input", { type: "text", autocomplete: "off", placeholder: "本工作区的党委" });
  const adds = make("input", { type: "checkbox" });
  const by = make("input", { type: "text", autocomplete: "name", required: true });
  const why = make("input", { type: "text", autocomplete: "off" });
  const area = make("div", { class: "area" });
  const past = make("div", { class: "area" });
  let held = [];

  const told = () => ({ uploads: held, forced: forced.value, committee: committee.value, adds: adds.checked });
  function loading() {
    const made = form({ class: "asking", "aria-label": "装载" }, () => busy(area, "正在装载并推导", async () => {
      const found = await call("load", { ...told(), really: true, by: by.value, why: why.value });
      held = [];
      file.value = "";
      listed();
      changed();
      return reported(found, false);
    }), make("div", { class: "fields" }, field("装载人", by), field("理由", why)),
    make("div", { class: "actions" }, make("button", { type: "submit", class: "main" }, "装载"),
      make("button", { type: "button", click: async () => { await call("discard", { uploads: held }); held = []; file.value = ""; area.replaceChildren(); } }, "放弃")));
    return made;
  }
  async function tried() {
    const files = [...file.files];
    if (!files.length) throw new Error("请先选择文件");
    for (const one of files) if (one.size > LARGEST) throw new Error(`${one.name} 过大：网页上最多 64 MB，更大的请用 xuntu load 装载`);
    await call("discard", { uploads: held });
    held = [];
    for (const one of files) held.push((await upload(one)).upload);
    return [...reported(await call("load", told()), true), loading()];
  }
  async function listed() {
    try {
      const [found, refused] = await Promise.all([read("loads"), read("quarantine")]);
      past.replaceChildren(
        make("h2", {}, `装载过的（${found.length}）`),
        found.length ? table("装载过的", ["装载时间", "文件", "类别", "主张", "隔离", "在用"], found.map((one) => [one.loaded_at.slice(0, 16).replace("T", " "), one.name, [one.kind, one.title].filter(Boolean).join(" "), one.claims, one.rejected, one.in_use ? "是" : "否"])) : make("p", { class: "soft" }, "还没有。"),
        ...(refused.length ? [make("h2", {}, `隔离的（${refused.length}）`), table("隔离的", ["文件", "位置", "列", "值", "原因"], refused.slice(0, 500).map((one) => [one.file, one.place, one.column, one.value, one.reason]))] : []),
      );
    } catch (error) {
      past.replaceChildren(fault(error));
    }
  }
  const choosing = form({ class: "asking", "aria-label": "试装载" }, () => busy(area, "正在试装载", tried),
    make("div", { class: "fields" }, field("文件", file, "台账、报告或图的导出；也可拖到这里"), field("当作", forced), field("党委", committee),
      make("div", { class: "field" }, make("label", {}, adds, " 与已有的并存，不替代"))),
    make("div", { class: "actions" }, make("button", { type: "submit", class: "main" }, "试装载")));
  for (const name of ["dragover", "drop"]) choosing.addEventListener(name, (event) => event.preventDefault());
  choosing.addEventListener("drop", (event) => { file.files = event.dataTransfer.files; });
  panel.append(make("div", { class: "work" }, choosing, area, past));
  await listed();
  for (const [value, label] of await read("kinds")) forced.append(make("option", { value }, words(label)));
}
