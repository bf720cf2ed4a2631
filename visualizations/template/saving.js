"use strict";
/* What leaves the page as a file, and the one file that comes in: a view. */
xuntu.saving = (model, scene, after) => {
  const { data, byId, say, make, words, icon } = xuntu;
  const { state, nodes, real } = model;
  const FORMAT = "xuntu-view";
  const LONGEST = 5000;

  function download(blob, name) {
    const link = make("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say(`已存为 ${name}`);
  }
  const png = () => scene.png((blob) => download(blob, "关系图.png"));
  const svg = () => download(new Blob([new XMLSerializer().serializeToString(scene.picture(null))], { type: "image/svg+xml" }), "关系图.svg");

  /* ---- views ---- */

  const id = (place) => nodes[place].id;
  function told() {
    const initial = model.folded(state.view);
    const where = (wanted) => [...initial.keys()].filter((place) => initial[place] !== state.gone[place] && state.gone[place] === wanted).map(id);
    return {
      format: FORMAT, version: 1, title: data.title, view: model.view().name, layout: state.layout, alone: state.alone,
      hidden: where(1), opened: where(0), kinds: [...state.kinds], relations: [...state.relations], from: state.from, until: state.until,
      pins: [...state.pins].map(([place, [x, y]]) => [id(place), x, y]), notes: [...state.notes].map(([place, text]) => [id(place), text]),
      selected: [...state.selected].map(id), look: { ...scene.look },
    };
  }
  const save = () => download(new Blob([JSON.stringify(told(), null, 1)], { type: "application/json" }), "关系图视图.json");

  const list = (value) => (Array.isArray(value) ? value : []);
  const number = (value) => (Number.isFinite(value) ? value : null);
  /** Takes over a saved view; what it names and the page does not have is left away. Returns how many. */
  function take(view) {
    const places = new Map(nodes.map((node, place) => [node.id, place]));
    let lost = 0;
    const known = (name) => {
      const place = places.get(name);
      if (place === undefined) lost += 1;
      return place;
    };
    const all = (names) => list(names).map(known).filter((place) => place !== undefined);
    const one = data.views.findIndex(({ name }) => name === view.view);
    state.view = Math.max(0, one);
    state.layout = view.layout === "lanes" ? "lanes" : "force";
    state.alone = view.alone === true;
    state.gone = model.folded(state.view);
    for (const place of all(view.hidden)) if (place < real) state.gone[place] = 1;
    for (const place of all(view.opened)) if (place < real) state.gone[place] = 0;
    state.kinds = new Set(list(view.kinds).filter((kind) => kind in data.kinds));
    state.relations = new Set(list(view.relations).filter((kind) => kind in data.relations));
    [state.from, state.until] = [number(view.from), number(view.until)];
    state.selected = new Set(all(view.selected));
    state.pins = new Map(list(view.pins).flatMap((pin) => {
      const [name, x, y] = list(pin);
      const place = known(name);
      return place !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [[place, [x, y]]] : [];
    }));
    state.notes = new Map(list(view.notes).flatMap((note) => {
      const [name, text] = list(note);
      const place = known(name);
      return place !== undefined && typeof text === "string" ? [[place, text.slice(0, LONGEST)]] : [];
    }));
    return lost;
  }
  async function load(file) {
    let view = null;
    try {
      view = JSON.parse(await file.text());
    } catch { /* Said below: it is no view. */ }
    if (!view || view.format !== FORMAT) {
      after("这个文件不是本页保存的视图。");
      return;
    }
    const lost = model.act(() => take(view));
    const { x, y, k } = view.look || {};
    if ([x, y, k].every(Number.isFinite) && k > 0) scene.move({ x, y, k });
    after(lost ? `视图已打开；其中 ${lost} 处说到的节点不在这张图里。` : "视图已打开。");
  }
  byId("file").addEventListener("change", () => {
    const [file] = byId("file").files;
    byId("file").value = "";
    if (file) load(file);
  });

  /* ---- paper ---- */

  function legend() {
    const kinds = [...new Set(nodes.flatMap((node, place) => (model.shown(place) ? [node.kind] : [])))];
    return make("p", {}, kinds.map((kind) => [icon(kind), data.kinds[kind].label, "　"]), "实线：有记录；虚线：推断，不是事实；淡线：有一端收起");
  }
  window.addEventListener("beforeprint", () => {
    const notes = [...state.notes].map(([place, text]) => make("p", {}, words(nodes[place].caption), "：", words(text)));
    byId("paper").replaceChildren(scene.picture({ width: 1400, height: 880 }), legend(), ...(notes.length ? [make("h2", {}, "备注"), ...notes] : []));
  });
  window.addEventListener("afterprint", () => byId("paper").replaceChildren());
  return { png, svg, save, told, open: () => byId("file").click() };
};
