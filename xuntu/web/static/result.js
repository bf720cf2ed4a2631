/* An answer: as a table, and as a picture in a frame that has no origin. */
import { call } from "/static/api.js";
import { busy, make, notice, table, words } from "/static/dom.js";

const FIRST = 200;
const MORE = 500;

/** The page of a picture: it can neither see this page nor ask anybody for anything. */
export function frame(address, title) {
  return make("div", { class: "picture" },
    make("p", { class: "soft" }, make("a", { href: address, target: "_blank", rel: "noopener" }, "在新标签页打开")),
    make("iframe", { sandbox: "allow-scripts allow-downloads allow-modals", src: address, title }));
}

function cell(value, follow) {
  if (value !== null && typeof value === "object") {
    return make("button", { type: "button", class: "node", title: "看它周围的关系图", click: () => follow(value) }, words(value.text));
  }
  return typeof value === "number" ? make("span", { class: "number" }, words(value)) : words(value);
}

function rows(found, follow) {
  const made = (some) => some.map((row) => row.map((one) => cell(one, follow)));
  const shown = table(found.title, found.columns.map((column) => column.label), made(found.rows.slice(0, FIRST)));
  const body = shown.querySelector("tbody");
  let at = FIRST;
  const more = make("button", { type: "button", click: () => {
    for (const row of made(found.rows.slice(at, at + MORE))) body.append(make("tr", {}, row.map((one) => make("td", {}, one))));
    at += MORE;
    more.hidden = at >= found.rows.length;
    more.textContent = `再显示 ${Math.min(MORE, found.rows.length - at)} 行`;
  } }, `再显示 ${Math.min(MORE, found.rows.length - at)} 行`);
  more.hidden = at >= found.rows.length;
  return [shown, more];
}

/** Ask, and show the answer in `area`: a table first, the picture when it is wanted. */
export async function show(area, asked, drawable) {
  await busy(area, "正在查询", async () => {
    const found = await call("ask", asked);
    const place = make("div", { class: "answer" });
    const follow = (node) => draw(place, { question: "neighbourhood", parameters: { node: node.id } }, node.text);
    const asTable = () => place.replaceChildren(...rows(found, follow));
    const asPicture = () => draw(place, asked, found.title);
    const views = [["表格", asTable], ...(drawable ? [["关系图", asPicture]] : [])];
    const buttons = views.map(([label, view]) => make("button", { type: "button", "aria-pressed": "false", click: (event) => {
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === event.currentTarget));
      view();
    } }, label));
    buttons[0].setAttribute("aria-pressed", "true");
    asTable();
    return [
      make("div", { class: "bar" }, make("h2", {}, words(found.title)),
        make("span", { class: "soft" }, `${found.rows.length} 行${found.truncated ? "（已截断）" : ""}`),
        make("div", { class: "actions", role: "group", "aria-label": "怎样显示" }, buttons)),
      make("details", { class: "soft" }, make("summary", {}, "查的是什么，怎样计数"),
        make("dl", { class: "facts" }, found.heading.map(([label, text]) => [make("dt", {}, words(label)), make("dd", {}, words(text))]))),
      found.notes.map(notice),
      place,
    ].flat();
  });
}

async function draw(place, asked, title) {
  await busy(place, "正在画图", async () => frame((await call("draw", asked)).picture, `关系图：${title}`));
  place.scrollIntoView({ block: "nearest" });
}
