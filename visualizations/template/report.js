"use strict";
/* The page of a report: filters, panel, list, what is hovered over and the keyboard. */
(() => {
  const { data, byId, make, words, icon, facts, sources, say } = xuntu;
  const ON_CARD = 8;
  const state = { chosen: null, hidden: new Set(), doubtful: false, reading: false };
  const doubts = (node) => (node < data.marks.length ? data.marks[node][2] : []);
  const wanted = (node) => !state.hidden.has(data.nodes[node].kind) && (!state.doubtful || doubts(node).length > 0 || node >= data.marks.length);
  const label = (node) => data.kinds[data.nodes[node].kind].label;
  const speak = (node) => `${marks.isFact(node) ? `第 ${node + 1} 条，` : ""}${label(node)}：${data.nodes[node].caption}${doubts(node).length ? "，需复核" : ""}`;
  const marks = xuntu.marks(byId("text"), { choose, wanted, speak });
  const inText = () => [...byId("text").querySelectorAll("[data-number]")].map((button) => Number(button.dataset.number)).filter(wanted);

  /* ---- the panel ---- */

  const doubtful = () => make("span", { class: "tag" }, "需复核");
  function also(node) {
    const near = new Set();
    for (const span of byId("text").querySelectorAll("[data-nodes]")) {
      const here = span.dataset.nodes ? span.dataset.nodes.split(" ").map(Number) : [];
      if (here.includes(node)) here.filter(wanted).forEach((other) => near.add(other));
    }
    near.delete(node);
    if (!near.size) return null;
    return [make("h3", {}, "这一处还有"), make("div", { class: "also" }, [...near].sort((a, b) => a - b).map((other) =>
      make("button", { type: "button", click: () => choose(other, true) }, icon(data.nodes[other].kind), words(data.nodes[other].caption))))];
  }
  function sure(node) {
    const [rule, confidence] = data.marks[node];
    return make("p", { class: "soft" }, `把握 ${Math.round(confidence * 100)}% · 规则 `, make("code", {}, rule));
  }
  function panel() {
    const node = state.chosen;
    if (node === null) {
      byId("panel").replaceChildren(make("div", {}, make("h2", {}, "逐条核对"),
        make("p", {}, "指向彩色文字，看它读成了什么；单击文字或编号，看全部内容和依据。"),
        make("p", { class: "soft" }, "键盘：Tab 到编号，方向键逐条走，N 跳到下一条需复核，Esc 取消，/ 查找。"), steps()));
      return;
    }
    const thing = data.nodes[node];
    byId("panel").replaceChildren(make("div", {},
      make("div", { class: "head" }, icon(thing.kind), make("span", {}, label(node)),
        marks.isFact(node) ? make("span", {}, `第 ${node + 1} / ${data.marks.length} 条`) : null, doubts(node).length ? doubtful() : null, steps()),
      make("h2", {}, words(thing.caption)),
      doubts(node).length ? make("p", { class: "doubt" }, make("strong", {}, "请核对"), words(doubts(node).join("；"))) : null,
      facts(thing), sources(thing), marks.isFact(node) ? sure(node) : null, also(node)));
    byId("panel").scrollTop = 0;
  }
  function steps() {
    const step = (text, name, go) => make("button", { type: "button", "aria-label": name, click: go }, text);
    return make("span", { class: "actions" }, step("‹", "上一条", () => walk(-1)), step("›", "下一条", () => walk(1)),
      data.marks.some(([, , why]) => why.length) ? step("下一条需复核", "下一条需复核", () => walk(1, true)) : null);
  }

  /* ---- the list ---- */

  function row(node) {
    return make("li", {}, make("button", { type: "button", class: doubts(node).length ? "doubtful" : "", "data-row": String(node), tabindex: "-1",
      "aria-pressed": String(node === state.chosen), click: () => choose(node, false) },
    make("span", { class: "at" }, marks.sign(node)), icon(data.nodes[node].kind),
    make("span", {}, make("span", { class: "unseen" }, `${label(node)}：`), words(data.nodes[node].caption)), doubts(node).length ? doubtful() : null));
  }
  function part(title, nodes) {
    return nodes.length ? [make("h2", {}, `${title}（${nodes.length}）`), make("ol", {}, nodes.map(row))] : [];
  }
  function list() {
    const seen = data.nodes.map((_, node) => node).filter(wanted);
    byId("list").replaceChildren(...part(state.doubtful ? "需复核的事实" : "事实", seen.filter(marks.isFact)),
      ...part("修复与缺损", seen.filter((node) => !marks.isFact(node))), seen.length ? "" : make("p", { class: "soft" }, "没有要显示的事实。"));
    enter();
  }
  /** One row of the list can be reached with Tab; the arrows go on from there. */
  function enter() {
    const rows = [...byId("list").querySelectorAll("[data-row]")];
    for (const one of rows) {
      one.setAttribute("tabindex", "-1");
      one.setAttribute("aria-pressed", String(Number(one.dataset.row) === state.chosen));
    }
    const here = rows.find((one) => Number(one.dataset.row) === state.chosen);
    (here || rows[0])?.setAttribute("tabindex", "0");
    here?.scrollIntoView({ block: "nearest" });
  }

  /* ---- choosing and walking ---- */

  function choose(node, focus = false) {
    if (!wanted(node)) { state.hidden.clear(); setDoubtful(false); legend(); refresh(); }
    state.chosen = node;
    marks.show(node);
    enter();
    panel();
    if (focus) marks.button(node).focus({ preventScroll: true });
    say(speak(node));
  }
  function clear() { state.chosen = null; marks.show(null); enter(); panel(); card(); }
  function walk(by, onlyDoubtful = false) {
    const stops = inText();
    const at = stops.indexOf(state.chosen);
    const found = onlyDoubtful ? [...stops.slice(at + 1), ...stops.slice(0, at + 1)].find((node) => doubts(node).length)
      : stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(at + by, 0), stops.length - 1)];
    if (found !== undefined) choose(found, true);
  }
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    const moves = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const row_ = event.target.closest("[data-row]");
    if (event.key === "Escape") clear();
    else if (event.key === "n" || event.key === "N") walk(1, true);
    else if (moves[event.key] && row_) {
      const rows = [...byId("list").querySelectorAll("[data-row]")];
      const next = rows[rows.indexOf(row_) + moves[event.key]];
      if (!next) return;
      choose(Number(next.dataset.row));
      next.focus();
    } else if (moves[event.key] && event.target.closest("[data-number]")) {
      const stops = inText();
      const next = stops[stops.indexOf(Number(event.target.dataset.number)) + moves[event.key]];
      if (next !== undefined) choose(next, true);
    } else return;
    event.preventDefault();
  }

  /* ---- what is hovered over ---- */

  function card(nodes = [], x = 0, y = 0) {
    const box = byId("card");
    box.hidden = !nodes.length;
    if (!nodes.length) return;
    const more = nodes.length - ON_CARD;
    box.replaceChildren(...nodes.slice(0, ON_CARD).map((node) => make("p", {}, icon(data.nodes[node].kind),
      make("span", {}, `${label(node)}：`, words(data.nodes[node].caption)), doubts(node).length ? doubtful() : null)),
    more > 0 ? make("p", { class: "soft" }, `这一处还有 ${more} 条，单击看全部`) : "");
    const { width, height } = box.getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(x + 12, innerWidth - width - 8))}px`;
    box.style.top = `${y + 24 + height > innerHeight ? y - height - 12 : y + 24}px`;
  }
  function hover(event) {
    const number = event.target.closest?.("[data-number]");
    card(number ? [Number(number.dataset.number)] : marks.nodesAt(event.target), event.clientX, event.clientY);
  }
  /** A click on the text takes the innermost fact, the next click the one around it. */
  function click(event) {
    const here = marks.nodesAt(event.target);
    if (here.length && !getSelection().toString()) choose(here[(here.indexOf(state.chosen) + 1) % here.length]);
  }

  /* ---- filters ---- */

  function legend() {
    const number = (kind) => data.nodes.filter((node) => node.kind === kind).length;
    byId("legend").replaceChildren(...Object.keys(data.kinds).filter(number).map((kind) => make("button", {
      type: "button", "data-kind": kind, "aria-pressed": String(!state.hidden.has(kind)), click: () => toggle(kind) },
    icon(kind), `${data.kinds[kind].label} ${number(kind)}`)));
  }
  function toggle(kind) {
    state.hidden[state.hidden.has(kind) ? "delete" : "add"](kind);
    legend();
    byId("legend").querySelector(`button[data-kind="${kind}"]`).focus();
    refresh();
  }
  function refresh() { marks.paint(); list(); panel(); }
  function setDoubtful(on) {
    state.doubtful = on;
    byId("doubtful").setAttribute("aria-pressed", String(on));
  }

  function begin() {
    xuntu.start();
    byId("count").textContent = data.count;
    if (!data.lines.length) {
      for (const id of ["main", "legend", "context"]) byId(id).hidden = true;
      byId("empty").hidden = false;
      for (const tool of document.querySelector(".tools").children) tool.hidden = tool.id !== "theme";
      xuntu.ready = true;
      return;
    }
    marks.draw(false);
    legend();
    list();
    panel();
    xuntu.finder((node) => choose(node, true));
    byId("doubtful").hidden = !data.marks.some(([, , why]) => why.length);
    byId("doubtful").addEventListener("click", () => { setDoubtful(!state.doubtful); refresh(); });
    byId("reading").hidden = !data.lines.some(([, parts]) => parts.some(([, read]) => read !== null));
    byId("reading").addEventListener("click", (event) => {
      state.reading = !state.reading;
      event.currentTarget.setAttribute("aria-pressed", String(state.reading));
      marks.draw(state.reading);
      marks.show(state.chosen);
    });
    byId("text").addEventListener("mousemove", hover);
    byId("text").addEventListener("mouseleave", () => card());
    byId("text").addEventListener("click", click);
    byId("text").addEventListener("focusin", (event) => event.target.dataset.number && Number(event.target.dataset.number) !== state.chosen
      && event.target.matches(":focus-visible") && choose(Number(event.target.dataset.number)));
    document.addEventListener("keydown", key);
    xuntu.themed.push(marks.paint);
    Object.assign(xuntu, { choose, state, ready: true });
  }
  begin();
})();
