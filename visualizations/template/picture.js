"use strict";
/* Drawing the network with vis-network: it keeps the canvas, we say what stands where and how. */
(() => {
  const { data, byId, color, theme } = xuntu;

  /** Unpacks the library and runs it; the page's policy knows its hash. */
  xuntu.unpack = async () => {
    const packed = atob(byId("library").textContent.trim());
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
    if (!window.vis) throw new Error("vis-network did not start");
  };

  const COLORS = {
    light: { ground: "#f5f6f8", ink: "#1a2029", soft: "#4b5563", line: "#818b98", lit: "#a51d24", ring: "#1f5fa8" },
    dark: { ground: "#12161c", ink: "#e9edf2", soft: "#b4bec9", line: "#687482", lit: "#ff9d94", ring: "#7db7ff" },
  };
  const colors = () => COLORS[theme()];

  /* The kind `box` holds its text in vis-network; here text stands outside, so draw the box ourselves. */
  function box({ ctx, x, y, style }) {
    const { size, color: fill } = style;
    return { drawNode() {
      ctx.fillStyle = fill;
      ctx.fillRect(x - size * 1.15, y - size * 0.7, size * 2.3, size * 1.4);
    }, nodeDimensions: { width: size * 2.3, height: size * 1.4 } };
  }

  xuntu.picture = (state, { lines, shown, lineShown, verb, pick, chooseLine, clear }) => {
    const labels = data.nodes.map((node, i) => (data.labels[i] || node.caption).split("\n"));
    const radii = data.places.map(([, , size]) => size);
    const nodeSet = new vis.DataSet(data.nodes.map((node, id) => {
      const shape = data.kinds[node.kind].shape;
      return { id, x: data.places[id][0], y: data.places[id][1], size: radii[id], borderWidth: 0,
        ...(shape === "box" ? { shape: "custom", ctxRenderer: box } : { shape }) };
    }));
    const edgeSet = new vis.DataSet(lines.map(({ id, source, target }) => ({ id, from: source, to: target })));
    const network = new vis.Network(byId("graph"), { nodes: nodeSet, edges: edgeSet }, {
      physics: { enabled: false },
      layout: { improvedLayout: false },
      interaction: { hover: true, hideEdgesOnDrag: lines.length > 1500, hideEdgesOnZoom: lines.length > 1500, selectable: false, zoomSpeed: 0.6 },
      nodes: { chosen: false },
      edges: { smooth: false, chosen: false, hoverWidth: 0, arrows: { to: { enabled: true, scaleFactor: 0.55 } }, selfReference: { size: 18 } },
    });
    let hovered = null;
    let drawn = [];

    function refresh() {
      const palette = colors();
      const lit = state.lit;
      nodeSet.update(data.nodes.map((node, id) => {
        const fill = color(node.kind);
        return { id, hidden: !shown(id), opacity: !lit || lit.nodes.has(id) ? 1 : 0.28,
          color: { background: fill, border: fill, hover: { background: fill, border: fill } } };
      }));
      edgeSet.update(lines.map((line) => {
        const on = lit && lit.lines.has(line);
        return { id: line.id, hidden: !lineShown(line), width: on ? 2.5 : 1,
          color: { color: on ? palette.lit : palette.line, hover: on ? palette.lit : palette.ink, opacity: on ? 1 : lit ? 0.2 : 0.8 } };
      }));
    }

    /* Everything below is in pixels of the screen: labels do not grow and shrink with the picture. */
    function toScreen() {
      const scale = network.getScale();
      const zero = network.canvasToDOM({ x: 0, y: 0 });
      const moved = network.getPositions();
      return (id) => ({ x: moved[id].x * scale + zero.x, y: moved[id].y * scale + zero.y, radius: radii[id] * scale });
    }
    function ring(context, { x, y, radius }, paint) {
      context.beginPath();
      context.arc(x, y, radius + 5, 0, 2 * Math.PI);
      context.strokeStyle = paint;
      context.lineWidth = 3;
      context.stroke();
    }
    function decorate(context) {
      const canvas = context.canvas;
      const ratio = canvas.width / canvas.clientWidth;
      const at = toScreen();
      const lit = state.lit;
      const palette = colors();
      context.save();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (state.chosen !== null && shown(state.chosen)) ring(context, at(state.chosen), palette.lit);
      if (state.cursor !== null && state.cursor !== state.chosen && shown(state.cursor)) ring(context, at(state.cursor), palette.ring);
      const marks = data.nodes.flatMap((_, id) => {
        if (!shown(id)) return [];
        const forced = id === state.chosen || id === hovered || id === state.cursor;
        const named = forced || !lit || lit.nodes.has(id);
        return [{ ...at(id), place: id, lines: named ? labels[id] : null, dim: !named, forced, weight: radii[id] + (forced ? 1000 : 0) }];
      });
      const verbs = !lit || lit.lines.size > 60 ? [] : [...lit.lines].filter(lineShown).map((line) => {
        const [from, to] = [at(line.source), at(line.target)];
        return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, text: verb(line) };
      });
      drawn = xuntu.labels.draw(context, marks, verbs, palette, { width: canvas.clientWidth, height: canvas.clientHeight });
      context.restore();
    }
    function paint(context) {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = colors().ground;
      context.fillRect(0, 0, context.canvas.width, context.canvas.height);
      context.restore();
    }

    const near = { animation: false, maxZoomLevel: 1.6 };
    const fit = () => network.fit({ ...near, nodes: data.nodes.map((_, i) => i).filter(shown) });
    const show = (places) => network.fit({ ...near, maxZoomLevel: 1.1, nodes: places });
    const zoom = (factor) => network.moveTo({ scale: Math.min(6, Math.max(0.05, network.getScale() * factor)) });
    function follow(place) {
      const { x, y } = toScreen()(place);
      const { clientWidth, clientHeight } = byId("graph");
      if (x < 60 || y < 60 || x > clientWidth - 60 || y > clientHeight - 60) network.moveTo({ position: network.getPosition(place) });
      network.redraw();
    }
    function save() {
      byId("graph").querySelector("canvas").toBlob((blob) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = "关系图.png";
        link.click();
        URL.revokeObjectURL(link.href);
      });
    }

    network.on("beforeDrawing", paint);
    network.on("afterDrawing", decorate);
    network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); });
    network.on("blurNode", () => { hovered = null; network.redraw(); });
    network.on("click", ({ pointer, event }) => {
      const place = network.getNodeAt(pointer.DOM);
      const line = place === undefined ? network.getEdgeAt(pointer.DOM) : undefined;
      if (place !== undefined) pick(place, Boolean(event.srcEvent && event.srcEvent.shiftKey));
      else if (line !== undefined) chooseLine(lines[line]);
      else clear();
    });
    window.addEventListener("beforeprint", fit);
    network.on("resize", () => window.matchMedia("print").matches && fit());
    fit();
    return { refresh, fit, show, zoom, follow, save, where: (place) => toScreen()(place), drawn: () => drawn };
  };
})();
