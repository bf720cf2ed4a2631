"use strict";
/* What hangs together: lanes of nodes, links in and out, chains, and findings after which nothing comes. */
xuntu.chains = (() => {
  const { data } = xuntu;
  const laneOf = data.nodes.map((node) => data.lanes.findIndex((lane) => lane.kind === node.kind));
  const inLanes = data.nodes.map((_, i) => i).filter((i) => laneOf[i] >= 0);
  const links = data.links.filter((link) => laneOf[link.source] >= 0 && laneOf[link.source] <= laneOf[link.target]);
  const out = data.nodes.map(() => []);
  const into = data.nodes.map(() => []);
  for (const link of links) { out[link.source].push(link); into[link.target].push(link); }

  /* What a card is about: the units and people that its node is joined to. */
  const about = data.nodes.map(() => []);
  for (const edge of data.edges) {
    if (laneOf[edge.source] >= 0 && laneOf[edge.target] < 0) about[edge.source].push([edge.target, edge]);
    if (laneOf[edge.target] >= 0 && laneOf[edge.source] < 0) about[edge.target].push([edge.source, edge]);
  }
  const NAMED = new Set(["Person", "Organization"]);
  const names = (id) => [...new Set(about[id].filter(([far]) => NAMED.has(data.nodes[far].kind)).map(([far]) => data.nodes[far].caption))];

  function reach(start, links_, end) {
    const found = new Set([start]);
    for (const id of found) for (const link of links_[id]) found.add(link[end]);
    return found;
  }
  const chainOf = (id) => new Set([...reach(id, into, "source"), ...reach(id, out, "target")]);
  const order = (a, b) => laneOf[a] - laneOf[b] || data.dates[a].localeCompare(data.dates[b]) || a - b;

  /* A finding of which nothing came may be folded where there are many, and what led to such findings alone. */
  const alone = new Set(inLanes.filter((id) => data.nodes[id].kind === "Finding" && !out[id].length && id !== data.focus));
  const folded = new Set(alone);
  for (const id of [...inLanes].reverse()) {
    if (["InspectionTask", "Petition", "WorkingPaper"].includes(data.nodes[id].kind) && out[id].every((link) => folded.has(link.target)) && id !== data.focus) folded.add(id);
  }

  /* Chains of the nodes that are not folded, in the order of their first date. */
  function found(folded) {
    const seen = new Set(folded);
    const chains = [];
    for (const start of inLanes) {
      if (seen.has(start)) continue;
      const members = new Set([start]);
      for (const id of members) {
        for (const link of out[id]) if (!folded.has(link.target)) members.add(link.target);
        for (const link of into[id]) if (!folded.has(link.source)) members.add(link.source);
      }
      for (const id of members) seen.add(id);
      chains.push({
        nodes: [...members].sort(order),
        links: links.filter((link) => members.has(link.source) && members.has(link.target)),
        open: data.open.filter((end) => members.has(end.source)),
      });
    }
    return chains.sort((a, b) => data.dates[a.nodes[0]].localeCompare(data.dates[b.nodes[0]]) || a.nodes[0] - b.nodes[0]);
  }
  return { laneOf, inLanes, links, out, into, about, names, chainOf, order, alone, folded, found };
})();
