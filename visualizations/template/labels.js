"use strict";
/* Labels of the network: of constant size on the screen, the weightiest first, never one on another. */
xuntu.labels = (() => {
  const LINE = 15;
  const CELL = 64;
  const sizes = new Map();
  const context = document.createElement("canvas").getContext("2d");

  function measure(lines) {
    const key = lines.join("\n");
    if (!sizes.has(key)) {
      context.font = xuntu.FONT;
      const width = Math.max(...lines.map((line) => context.measureText(line).width));
      sizes.set(key, { width: width + 4, height: lines.length * LINE });
    }
    return sizes.get(key);
  }

  /** Rectangles on the screen, in cells, so that asking for a free place is quick. */
  class Taken {
    constructor() { this.cells = new Map(); }
    *around(box) {
      for (let x = Math.floor(box.x / CELL); x <= Math.floor((box.x + box.width) / CELL); x += 1) {
        for (let y = Math.floor(box.y / CELL); y <= Math.floor((box.y + box.height) / CELL); y += 1) yield `${x},${y}`;
      }
    }
    add(box) {
      for (const key of this.around(box)) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      }
    }
    free(box, owner) {
      for (const key of this.around(box)) {
        for (const other of this.cells.get(key) || []) {
          if (other.owner !== owner && box.x < other.x + other.width && other.x < box.x + box.width
            && box.y < other.y + other.height && other.y < box.y + box.height) return false;
        }
      }
      return true;
    }
  }

  function places({ x, y, radius }, { width, height }) {
    const gap = radius + 3;
    return [
      { x: x - width / 2, y: y + gap },
      { x: x - width / 2, y: y - gap - height },
      { x: x + gap, y: y - height / 2 },
      { x: x - gap - width, y: y - height / 2 },
    ].map((place) => ({ ...place, width, height }));
  }

  const write = (pen, lines, box, ink, ground) => lines.forEach((line, i) => pen.text(line, box.x + box.width / 2, box.y + LINE * (i + 0.5), ink, ground));

  /** Draws what fits: marks are { place, x, y, radius, lines, weight, forced }; returns the boxes drawn. */
  function draw(pen, marks, verbs, colors, bounds) {
    const taken = new Taken();
    const drawn = [];
    const inside = (box) => box.x >= bounds.left + 2 && box.y >= bounds.top + 2 && box.x + box.width <= bounds.width - 2 && box.y + box.height <= bounds.height - 2;
    const seen = marks.filter((m) => m.x > -80 && m.y > bounds.top && m.x < bounds.width + 80 && m.y < bounds.height + 40);
    const marksTaken = new Taken();
    for (const { place, x, y, radius } of seen.filter((m) => !m.dim)) {
      const r = radius * 0.8;
      marksTaken.add({ x: x - r, y: y - r, width: 2 * r, height: 2 * r, owner: place });
    }
    const named = seen.filter((m) => m.lines).sort((a, b) => b.weight - a.weight);
    /* The weightiest tenth is named even where its name covers a lesser node; no name covers a name. */
    const weighty = Math.max(12, named.length / 10);
    for (const [rank, mark] of named.entries()) {
      const options = places(mark, measure(mark.lines)).filter((option) => taken.free(option, mark.place));
      const clear = options.filter((option) => marksTaken.free(option, mark.place));
      const box = clear.find(inside) || (mark.forced || rank < weighty ? options.find(inside) || options[0] : null);
      if (!box) continue;
      taken.add({ ...box, owner: mark.place });
      drawn.push({ ...box, place: mark.place });
      write(pen, mark.lines, box, colors.ink, colors.ground);
    }
    for (const { x, y, text } of verbs) {
      const size = measure([text]);
      const box = { x: x - size.width / 2, y: y - LINE / 2, ...size };
      if (!taken.free(box, -1) || !marksTaken.free(box, -1)) continue;
      taken.add({ ...box, owner: -2 });
      write(pen, [text], box, colors.soft, colors.ground);
    }
    return drawn;
  }
  return { draw };
})();
