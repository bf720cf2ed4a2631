"use strict";
/* A page of figures and tables, and the panel that tells of what was chosen: facts, sources, quotes. */
(() => {
  const { data, byId, make, words, say } = xuntu;
  const state = { chosen: null, from: null };
  const reaching = new Map();
  const reach = (item, button) => { if (!reaching.has(item)) reaching.set(item, button); };

  function overview() {
    byId("panel").replaceChildren(make("h2", {}, "来源和原文"),
      make("p", {}, "选一行或一格，这里显示它的内容、来源行和原文。"),
      make("p", { class: "soft" }, "键盘：Tab 进入一张表，方向键移动，Home、End 到首尾，回车打开，Esc 返回；/ 查找；表头的按钮排序，表上方的按钮和列表筛选。"));
  }
  function panel() {
    if (state.chosen === null) return overview();
    const node = data.nodes[state.chosen];
    byId("panel").replaceChildren(make("div", { class: "head" }, xuntu.kindOf(node), make("span", { class: "actions" }, make("button", { type: "button", click: back }, "返回（Esc）"))),
      make("h2", {}, words(node.caption)), xuntu.facts(node) || "", make("h3", {}, "来源和原文"), xuntu.sources(node));
    byId("panel").scrollTop = 0;
  }
  /** Open the panel of a thing; `enter` moves the keyboard there, Escape brings it back. */
  function open(item, from, enter) {
    for (const one of document.querySelectorAll("#sheet .chosen")) one.classList.remove("chosen");
    Object.assign(state, { chosen: item, from });
    from.classList.add("chosen");
    panel();
    say(`${data.kinds[data.nodes[item].kind].label} ${data.nodes[item].caption}`);
    if (enter) byId("panel").focus({ preventScroll: true });
  }
  function choose(item) {
    const button = reaching.get(item)();
    open(item, button, false);
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "center", inline: "nearest" });
  }
  function back() {
    if (!state.from) return;
    const { from } = state;
    Object.assign(state, { chosen: null, from: null });
    from.classList.remove("chosen");
    panel();
    from.focus();
  }
  function key(event) {
    if (event.key !== "Escape" || event.target.matches("input, select") || !state.from) return;
    back();
    event.preventDefault();
  }
  const tiles = (block) => make("dl", { class: "tiles" }, block.tiles.map(([label, figure, note]) => make("div", {},
    make("dt", {}, words(label)), make("dd", {}, make("strong", {}, words(figure)), note ? make("small", {}, words(note)) : null))));

  function begin() {
    xuntu.start();
    byId("count").textContent = data.count;
    if (!data.blocks.some((block) => (block.type === "table" ? block.rows : block.tiles).length)) {
      byId("main").hidden = true;
      byId("empty").hidden = false;
      for (const tool of document.querySelector(".tools").children) tool.hidden = tool.id !== "theme";
    } else {
      byId("sheet").replaceChildren(...data.blocks.map((block) => (block.type === "table" ? xuntu.table(block, { open, reach }) : tiles(block))));
      panel();
      xuntu.finder(choose);
      document.addEventListener("keydown", key);
    }
    Object.assign(xuntu, { choose, state, ready: true });
  }
  begin();
})();
