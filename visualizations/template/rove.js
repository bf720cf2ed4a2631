"use strict";
/* One stop of the Tab key for many buttons; from there the arrow keys go on, line by line. */
xuntu.rove = (area, lines) => {
  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  let here = null;
  function enter(button) {
    if (here) here.tabIndex = -1;
    here = button;
    if (here) here.tabIndex = 0;
  }
  /** The next button in a direction; gaps are passed over. */
  function moved(all, row, column, [down, right]) {
    for (let [r, c] = [row + down, column + right]; all[r] && c >= 0 && c < all[r].length; r += down, c += right) {
      if (all[r][c]) return all[r][c];
    }
    return null;
  }
  function key(event) {
    const stop = event.target.closest?.(".stop");
    if (!stop || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = lines();
    const row = all.findIndex((line) => line.includes(stop));
    if (row < 0) return;
    const ends = all[row].filter(Boolean).length > 1 ? all[row].filter(Boolean) : all.map(([first]) => first).filter(Boolean);
    let target = null;
    if (MOVES[event.key]) target = moved(all, row, all[row].indexOf(stop), MOVES[event.key]);
    else if (event.key === "Home") [target] = ends;
    else if (event.key === "End") target = ends[ends.length - 1];
    else return;
    event.preventDefault();
    if (!target) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  area.addEventListener("focusin", (event) => { const stop = event.target.closest?.(".stop"); if (stop) enter(stop); });
  area.addEventListener("keydown", key);
  /** After the lines have changed: see to it that one of them can be entered. */
  function refresh() {
    const all = lines().flat();
    if (!here || !all.includes(here)) enter(all.find(Boolean) || null);
  }
  return { refresh };
};
