/* The network drawn by cytoscape: NODES and LINES are what the page of ours draws. */
const cy = cytoscape({ container: document.getElementById('graph'), textureOnViewport: true, hideEdgesOnViewport: true, pixelRatio: 1,
  elements: [...NODES.map((n, id) => ({ data: { id: `n${id}`, label: n.label, size: 2 * n.size, color: n.color }, position: { x: n.x, y: n.y } })),
    ...LINES.map(([from, to], id) => ({ data: { id: `e${id}`, source: `n${from}`, target: `n${to}` } }))],
  style: [{ selector: 'node', style: { label: 'data(label)', width: 'data(size)', height: 'data(size)', 'background-color': 'data(color)', 'font-size': 7, 'text-wrap': 'wrap', 'text-valign': 'bottom', 'min-zoomed-font-size': 6 } },
    { selector: 'edge', style: { width: 1, 'curve-style': 'straight', 'target-arrow-shape': 'triangle', 'arrow-scale': 0.5 } }],
  layout: { name: 'preset' } });
cy.one('render', () => { window.drawn = true; });
cy.fit();
window.pan = () => cy.panBy({ x: 4, y: 2 });
window.zoom = (i) => cy.zoom({ level: cy.zoom() * (i % 2 ? 1.1 : 1 / 1.08), renderedPosition: { x: 700, y: 400 } });
