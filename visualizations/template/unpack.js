"use strict";
/* Puts what a page carries in columns (packing.py) in place, then starts the scripts that came with it. */
(() => {
  const { data, byId } = xuntu;

  /** What is known of a node or edge and where it stands, looked up in the tables when asked for. */
  class Row {
    constructor(columns, place) { this.columns = columns; this.place = place; }
    get facts() { return this.columns.at(-2)[this.place].flatMap((pair) => data.pairs.slice(2 * pair, 2 * pair + 2)); }
    get evidence() { return this.columns.at(-1)[this.place].flatMap((row) => data.sources.slice(3 * row, 3 * row + 3)); }
  }
  const rows = (columns, known) => columns[0].map((_, place) => Object.assign(new Row(columns, place), known(place)));
  async function unpack() {
    const bytes = Uint8Array.from(atob(byId("packed").textContent.trim()), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    Object.assign(data, await new Response(stream).json());
    const [ids, kinds, captions] = data.nodes;
    data.nodes = rows(data.nodes, (i) => ({ id: ids[i], kind: data.texts[kinds[i]], caption: data.texts[captions[i]] }));
    const [relations, sources, targets] = data.edges;
    data.edges = rows(data.edges, (i) => ({ kind: data.texts[relations[i]], source: sources[i], target: targets[i] }));
  }
  function nothing() {
    byId("main").hidden = true;
    byId("empty").hidden = false;
    for (const tool of byId("print").parentElement.children) tool.hidden = tool.id !== "theme";
    xuntu.ready = true;
  }
  async function begin() {
    xuntu.start();
    if (!byId("packed").textContent) { nothing(); return; }
    try {
      await unpack();
    } catch {
      byId("waiting").textContent = "这个浏览器太旧，画不出图；请用 2023 年以后的浏览器打开。";
      return;
    }
    byId("waiting").hidden = true;
    const script = document.createElement("script");
    script.textContent = data.code;
    document.head.append(script);
    script.remove();
  }
  begin();
})();
