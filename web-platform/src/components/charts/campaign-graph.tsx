"use client";
import cytoscape, { type Core, type ElementDefinition, type StylesheetJson } from "cytoscape";
import { useTheme } from "next-themes";
import { useEffect, useRef, useState } from "react";
import type { Graph } from "@/domain/types";
import { placed } from "@/lib/layout-graph";

function elements(graph: Graph, places: Map<string, { x: number; y: number }>): ElementDefinition[] {
  const known = new Set(graph.nodes.map((node) => node.id));
  return [
    ...graph.nodes.map((node) => ({
      data: { id: node.id, kind: node.kind, size: 8 + Math.min(22, 3 * Math.sqrt(node.links)) },
      position: places.get(node.id) ?? { x: 0, y: 0 },
    })),
    ...graph.links
      .filter((link) => known.has(link.source) && known.has(link.target))
      .map((link, place) => ({
        data: { id: `link-${place}`, source: link.source, target: link.target, kind: link.kind },
      })),
  ];
}

/** Members are squares, victims circles, what members share is a dashed line: colour only repeats it. */
function look(of: HTMLElement): StylesheetJson {
  const value = (name: string) => getComputedStyle(of).getPropertyValue(name).trim();
  return [
    {
      selector: "node",
      style: {
        width: "data(size)",
        height: "data(size)",
        "background-color": value("--series-1"),
        shape: "ellipse",
      },
    },
    {
      selector: 'node[kind="member"]',
      style: { "background-color": value("--series-3"), shape: "rectangle" },
    },
    {
      selector: "node:selected",
      style: {
        "border-width": 4,
        "border-color": value("--ink"),
        label: "data(id)",
        color: value("--ink"),
        "font-size": 14,
        "text-background-color": value("--panel"),
        "text-background-opacity": 0.9,
      },
    },
    {
      selector: "edge",
      style: { width: 1, "line-color": value("--control"), opacity: 0.45, "curve-style": "haystack" },
    },
    {
      selector: 'edge[kind != "call"]',
      style: { "line-style": "dashed", width: 2, "line-color": value("--series-2"), opacity: 0.9 },
    },
  ];
}

/** Show all of it; a campaign of two need not fill the panel. */
function showAll(core: Core): void {
  core.fit(undefined, 16);
  if (core.zoom() > 1.4) {
    core.zoom(1.4);
    core.center();
  }
}

/** Who called whom, drawn on a canvas; drag, zoom with buttons or the wheel, press a node to choose it. */
export default function CampaignGraph({
  graph,
  selected,
  onSelect,
}: {
  graph: Graph;
  selected: string;
  onSelect: (id: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Core>(null);
  const choose = useRef(onSelect);
  choose.current = onSelect;
  const { resolvedTheme } = useTheme();
  const [ready, setReady] = useState(false);

  useEffect(() => {
    const stop = new AbortController();
    setReady(false);
    placed(graph, stop.signal).then((places) => {
      const container = box.current;
      if (!container || stop.signal.aborted) return;
      drawn.current = cytoscape({
        container,
        elements: elements(graph, places),
        style: look(container),
        layout: { name: "preset", fit: true, padding: 16 },
        pixelRatio: 1,
        hideEdgesOnViewport: graph.nodes.length > 800,
        textureOnViewport: graph.nodes.length > 800,
        boxSelectionEnabled: false,
        minZoom: 0.02,
        maxZoom: 6,
      });
      showAll(drawn.current);
      drawn.current.on("resize", () => drawn.current && showAll(drawn.current));
      drawn.current.on("tap", "node", (event) => choose.current(event.target.id()));
      Object.assign(container, { drawn: drawn.current });
      setReady(true);
    });
    return () => {
      stop.abort();
      drawn.current?.destroy();
      drawn.current = null;
    };
  }, [graph]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours come from the theme by way of the element
  useEffect(() => {
    if (ready && box.current) drawn.current?.style(look(box.current));
  }, [resolvedTheme, ready]);

  useEffect(() => {
    if (!ready) return;
    const all = drawn.current?.nodes();
    all?.unselect();
    all?.filter((node) => node.id() === selected).select();
  }, [selected, ready]);

  const zoom = (by: number) => {
    const core = drawn.current;
    core?.zoom({ level: core.zoom() * by, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });
  };
  const button = "size-8 rounded-md border border-control bg-panel text-lg leading-none hover:bg-raised";
  return (
    <div className="relative h-full">
      <div ref={box} data-graph={ready ? "ready" : "placing"} className="h-full w-full" />
      {!ready && <p className="absolute inset-0 grid place-items-center text-muted">Placing the nodes…</p>}
      <div className="absolute right-2 bottom-2 flex gap-1">
        <button type="button" className={button} aria-label="Zoom in" onClick={() => zoom(1.4)}>
          +
        </button>
        <button type="button" className={button} aria-label="Zoom out" onClick={() => zoom(1 / 1.4)}>
          −
        </button>
        <button
          type="button"
          className={button}
          aria-label="Show all of the graph"
          onClick={() => drawn.current && showAll(drawn.current)}
        >
          ⤢
        </button>
      </div>
    </div>
  );
}
