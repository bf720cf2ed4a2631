"use strict";
/* The timeline: how much happened when, and two handles that leave only a part of it. */
xuntu.timeline = (model) => {
  const { data, byId, make, svg, say } = xuntu;
  const { state } = model;
  const dated = data.spans.filter(Boolean);
  const months = (dated.length ? dated : data.edgeSpans.filter(Boolean)).map(([start]) => start).sort((a, b) => a - b);
  if (!months.length || months[0] === months.at(-1)) {
    byId("timeline").hidden = true;
    return { focus: () => say("图里没有可以筛选的日期") };
  }
  const [first, last] = [months[0], months.at(-1)];
  const step = Math.ceil((last - first + 1) / 120);
  const span = Math.ceil((last - first + 1) / step) * step;
  const named = (month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  const track = byId("track");
  const value = (end) => state[end] ?? (end === "from" ? first : last);

  function bars() {
    const counts = new Array(span / step).fill(0);
    for (const month of months) counts[Math.floor((month - first) / step)] += 1;
    const most = Math.max(...counts);
    return counts.map((count, i) => {
      const high = count ? Math.max(2, (36 * count) / most) : 0;
      const bar = svg("rect", { x: i + 0.1, y: 38 - high, width: 0.8, height: high });
      bar.append(svg("title", {}, `${named(first + i * step)}：${count}`));
      return bar;
    });
  }
  function set(end, month) {
    const [low, high] = end === "from" ? [first, value("until")] : [value("from"), last];
    const at = Math.max(low, Math.min(high, month));
    state[end] = (end === "from" ? at <= first : at >= last) ? null : at;
  }
  const handles = Object.fromEntries([["from", "起始月份"], ["until", "截止月份"]].map(([end, label]) => [end,
    make("button", { type: "button", class: "handle", role: "slider", "data-end": end, "aria-label": label, "aria-valuemin": first, "aria-valuemax": last })]));
  const range = make("div", { class: "range" });
  const picture = svg("svg", { viewBox: `0 0 ${span / step} 38`, preserveAspectRatio: "none", "aria-hidden": "true" }, bars());
  track.replaceChildren(picture, range, handles.from, handles.until);

  function draw() {
    const places = { from: (value("from") - first) / span, until: (value("until") + 1 - first) / span };
    for (const [end, handle] of Object.entries(handles)) {
      handle.style.left = `${100 * places[end]}%`;
      handle.setAttribute("aria-valuenow", value(end));
      handle.setAttribute("aria-valuetext", named(value(end)));
      byId(`time-${end}`).textContent = named(value(end));
    }
    range.style.left = `${100 * places.from}%`;
    range.style.width = `${100 * (places.until - places.from)}%`;
    byId("time-clear").disabled = state.from === null && state.until === null;
  }

  const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -1e6, End: 1e6 };
  track.addEventListener("keydown", (event) => {
    const end = event.target.dataset.end;
    if (!end || !(event.key in STEPS)) return;
    event.preventDefault();
    event.stopPropagation();
    model.act(() => set(end, value(end) + STEPS[event.key]));
  });
  let drag = null;
  let asked = false;
  const monthAt = (event) => {
    const box = track.getBoundingClientRect();
    return first + Math.floor(((event.clientX - box.left) / box.width) * span);
  };
  track.addEventListener("pointerdown", (event) => {
    const month = monthAt(event);
    const end = event.target.dataset.end || (event.target === range ? "both" : Math.abs(month - value("from")) < Math.abs(month - value("until")) ? "from" : "until");
    drag = { end, month, from: value("from"), until: value("until") };
    track.setPointerCapture(event.pointerId);
    if (end !== "both") handles[end].focus();
    event.preventDefault();
  });
  function moved(event) {
    if (!drag || (!drag.moved && monthAt(event) === drag.month)) return;
    if (!drag.moved) model.mark();
    drag.moved = true;
    const by = Math.max(first - drag.from, Math.min(last - drag.until, monthAt(event) - drag.month));
    if (drag.end !== "both") set(drag.end, monthAt(event));
    else {
      state.from = drag.from + by <= first ? null : drag.from + by;
      state.until = drag.until + by >= last ? null : drag.until + by;
    }
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; model.settle(); });
  }
  track.addEventListener("pointermove", moved);
  const ended = () => { drag = null; };
  track.addEventListener("pointerup", ended);
  track.addEventListener("pointercancel", ended);
  byId("time-clear").addEventListener("click", () => model.act(() => { [state.from, state.until] = [null, null]; }));
  model.watchers.push(draw);
  draw();
  return { focus: () => handles.from.focus() };
};
