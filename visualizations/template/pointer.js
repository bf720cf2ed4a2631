"use strict";
/* The pointer on the picture: look around, choose, drag nodes, draw a loop around some. */
xuntu.pointer = (model, scene, { lasso, pick, chooseLine, clear, does, mark, shift }) => {
  const { byId } = xuntu;
  const { state } = model;
  const canvas = byId("canvas");
  let held = null;

  const at = (event) => [event.offsetX, event.offsetY];
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [x, y] = at(event);
    const place = scene.nodeAt(x, y);
    const what = place !== null && !lasso() ? "node" : lasso() || event.shiftKey ? "loop" : "look";
    held = { what, place, x, y, from: [x, y], moved: false };
    if (what === "loop") scene.own.lasso = [[x, y]];
    canvas.setPointerCapture(event.pointerId);
    canvas.focus();
  });
  function drag(x, y) {
    const [dx, dy] = [x - held.x, y - held.y];
    if (!held.moved && Math.hypot(x - held.from[0], y - held.from[1]) < 4) return;
    if (!held.moved && held.what === "node") mark();
    held.moved = true;
    [held.x, held.y] = [x, y];
    if (held.what === "look") scene.pan(dx, dy);
    else if (held.what === "loop") { scene.own.lasso.push([x, y]); scene.redraw(); }
    else {
      const places = state.selected.has(held.place) ? [...state.selected] : [held.place];
      shift(places, dx / scene.look.k, dy / scene.look.k);
      for (const place of places) [model.xs[place], model.ys[place]] = state.pins.get(place);
      scene.redraw();
    }
  }
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (held) { drag(x, y); return; }
    const place = scene.nodeAt(x, y);
    if (place === scene.own.hovered) return;
    scene.own.hovered = place;
    canvas.classList.toggle("over", place !== null);
    scene.redraw();
  });
  function click(event) {
    const [x, y] = held.from;
    const { place } = held;
    if (place !== null && (event.ctrlKey || event.metaKey)) does.select(place);
    else if (place !== null) pick(place, event.shiftKey);
    else {
      const line = scene.lineAt(x, y);
      if (line) chooseLine(line); else clear();
    }
  }
  function ended(event) {
    if (!held) return;
    const loop = scene.own.lasso;
    scene.own.lasso = null;
    if (held.moved && held.what === "loop") does.selectAll(scene.within(loop));
    else if (held.moved && held.what === "node") model.settle();
    else if (!held.moved && event.type === "pointerup") click(event);
    held = null;
    scene.redraw();
  }
  canvas.addEventListener("pointerup", ended);
  canvas.addEventListener("pointercancel", ended);
  canvas.addEventListener("pointerleave", () => { if (!held && scene.own.hovered !== null) { scene.own.hovered = null; scene.redraw(); } });
  canvas.addEventListener("dblclick", (event) => {
    const place = scene.nodeAt(...at(event));
    if (place !== null) does.expand([place]);
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    scene.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), ...at(event));
  }, { passive: false });
};
