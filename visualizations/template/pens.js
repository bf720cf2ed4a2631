"use strict";
/* Two pens with the same strokes: one draws on a canvas, one writes SVG. The picture is said once, in scene.js. */
(() => {
  const { svg, OUTLINES } = xuntu;
  xuntu.FONT = '12px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
  const SMALL = xuntu.FONT.replace("12px", "600 10px");
  const paths = Object.fromEntries(Object.entries(OUTLINES).map(([name, d]) => [name, new Path2D(d)]));
  const DASH = [6, 4];
  const head = ([x1, y1, x2, y2, gap]) => {
    const far = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [ux, uy] = [(x2 - x1) / far, (y2 - y1) / far];
    const [tx, ty] = [x2 - ux * gap, y2 - uy * gap];
    return [tx, ty, tx - 7 * ux + 3 * uy, ty - 7 * uy - 3 * ux, tx - 7 * ux - 3 * uy, ty - 7 * uy + 3 * ux];
  };

  xuntu.canvasPen = (context, ratio) => {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.lineJoin = "round";
    context.textBaseline = "middle";
    return {
      rect(x, y, width, height, color) {
        context.fillStyle = color;
        context.fillRect(x, y, width, height);
      },
      /** Lines are [x1, y1, x2, y2, room at the second end]; `heads` gives them arrows. */
      lines(list, color, { width = 1, alpha = 1, dashed = false, heads = true } = {}) {
        context.globalAlpha = alpha;
        context.strokeStyle = color;
        context.fillStyle = color;
        context.lineWidth = width;
        context.setLineDash(dashed ? DASH : []);
        context.beginPath();
        for (const [x1, y1, x2, y2] of list) { context.moveTo(x1, y1); context.lineTo(x2, y2); }
        context.stroke();
        context.setLineDash([]);
        if (heads) {
          context.beginPath();
          for (const [ax, ay, bx, by, cx, cy] of list.map(head)) { context.moveTo(ax, ay); context.lineTo(bx, by); context.lineTo(cx, cy); }
          context.fill();
        }
        context.globalAlpha = 1;
      },
      shape(name, x, y, radius, color, alpha) {
        context.globalAlpha = alpha;
        context.fillStyle = color;
        const scale = radius / 7;
        context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * (x - 8 * scale), ratio * (y - 8 * scale));
        context.fill(paths[name] || paths.dot);
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.globalAlpha = 1;
      },
      ring(x, y, radius, color, width) {
        context.strokeStyle = color;
        context.lineWidth = width;
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.stroke();
      },
      trail(points, color) {
        context.strokeStyle = color;
        context.lineWidth = 2;
        context.setLineDash(DASH);
        context.beginPath();
        for (const [x, y] of points) context.lineTo(x, y);
        context.closePath();
        context.stroke();
        context.setLineDash([]);
      },
      text(text, x, y, ink, halo, align = "center", small = false) {
        context.font = small ? SMALL : xuntu.FONT;
        context.textAlign = align;
        if (halo) {
          context.strokeStyle = halo;
          context.lineWidth = 4;
          context.strokeText(text, x, y);
        }
        context.fillStyle = ink;
        context.fillText(text, x, y);
      },
    };
  };

  const round = (number) => Math.round(number * 10) / 10;
  xuntu.svgPen = (width, height, label) => {
    const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
    const add = (tag, attributes, ...children) => root.append(svg(tag, attributes, ...children));
    const style = { "font-family": xuntu.FONT.slice(5).replaceAll('"', "'"), "dominant-baseline": "central" };
    return {
      root,
      rect: (x, y, wide, high, fill) => add("rect", { x: round(x), y: round(y), width: round(wide), height: round(high), fill }),
      lines(list, color, { width: thick = 1, alpha = 1, dashed = false, heads = true } = {}) {
        if (!list.length) return;
        const d = list.map(([x1, y1, x2, y2]) => `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`).join("");
        add("path", { d, stroke: color, "stroke-width": thick, opacity: alpha, fill: "none", ...(dashed ? { "stroke-dasharray": DASH.join(" ") } : {}) });
        const points = list.map(head).map((at) => at.map(round));
        if (heads) add("path", { d: points.map(([a, b, c, e, f, g]) => `M${a} ${b}L${c} ${e}L${f} ${g}z`).join(""), fill: color, opacity: alpha });
      },
      shape: (name, x, y, radius, fill, opacity) => add("path", { d: OUTLINES[name] || OUTLINES.dot, fill, opacity,
        transform: `translate(${round(x - (8 * radius) / 7)} ${round(y - (8 * radius) / 7)}) scale(${Math.round((radius / 7) * 1000) / 1000})` }),
      ring: (cx, cy, r, stroke, thick) => add("circle", { cx: round(cx), cy: round(cy), r: round(r), stroke, "stroke-width": thick, fill: "none" }),
      trail() {},
      text(text, x, y, ink, halo, align = "center", small = false) {
        const at = { x: round(x), y: round(y), "text-anchor": { left: "start", center: "middle" }[align], ...style, "font-size": small ? 10 : 12 };
        if (halo) add("text", { ...at, stroke: halo, "stroke-width": 4, "stroke-linejoin": "round", fill: halo }, text);
        add("text", { ...at, fill: ink }, text);
      },
    };
  };
})();
