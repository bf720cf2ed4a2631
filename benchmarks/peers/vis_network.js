/* The network drawn by vis-network: NODES and LINES are what the page of ours draws. */
const network = new vis.Network(document.getElementById('graph'), {
  nodes: new vis.DataSet(NODES.map((n, id) => ({ id, label: n.label, x: n.x, y: n.y, size: n.size, shape: 'dot', color: n.color }))),
  edges: new vis.DataSet(LINES.map(([from, to], id) => ({ id, from, to }))),
}, { physics: { enabled: false }, layout: { improvedLayout: false },
  interaction: { hideEdgesOnDrag: true, hideEdgesOnZoom: true }, nodes: { font: { size: 7 }, scaling: { label: { enabled: true, drawThreshold: 6 } } },
  edges: { smooth: false, arrows: { to: { enabled: true, scaleFactor: 0.5 } } } });
network.fit({ animation: false });
network.once('afterDrawing', () => { window.drawn = true; });
window.pan = () => network.moveTo({ position: (({ x, y }) => ({ x: x + 12, y: y + 6 }))(network.getViewPosition()) });
window.zoom = (i) => network.moveTo({ scale: network.getScale() * (i % 2 ? 1.1 : 1 / 1.08) });
