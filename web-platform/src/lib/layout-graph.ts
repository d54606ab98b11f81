import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { Graph as CampaignGraph } from "@/domain/types";

export type Places = Map<string, { x: number; y: number }>;

/** Milliseconds of work between two looks at what else the browser has to do. */
const SLICE = 12;

/** Nodes on a sunflower at first: the same graph gets the same picture every time. */
function start({ nodes, links }: CampaignGraph): Graph {
  const graph = new Graph({ multi: false, type: "undirected" });
  nodes.forEach((node, place) => {
    const angle = place * 2.399963;
    const far = 10 * Math.sqrt(place + 1);
    graph.addNode(node.id, { x: far * Math.cos(angle), y: far * Math.sin(angle) });
  });
  for (const { source, target } of links) {
    if (graph.hasNode(source) && graph.hasNode(target) && source !== target) graph.mergeEdge(source, target);
  }
  return graph;
}

/** Places for the nodes, worked out in slices so that the page stays quick. */
export async function placed(found: CampaignGraph, signal: AbortSignal): Promise<Places> {
  const graph = start(found);
  const settings = {
    ...forceAtlas2.inferSettings(graph),
    barnesHutOptimize: graph.order > 300,
    adjustSizes: false,
  };
  const rounds = graph.order > 1000 ? 120 : 250;
  let done = 0;
  while (done < rounds && graph.order > 1) {
    if (signal.aborted) return new Map();
    const until = performance.now() + SLICE;
    while (done < rounds && performance.now() < until) {
      forceAtlas2.assign(graph, { iterations: 2, settings });
      done += 2;
    }
    await new Promise((go) => setTimeout(go, 0));
  }
  return new Map(graph.mapNodes((id, { x, y }) => [id, { x: Number(x), y: Number(y) }]));
}
