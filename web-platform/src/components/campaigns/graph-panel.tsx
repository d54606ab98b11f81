"use client";
import { Table2, Waypoints } from "lucide-react";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { CampaignGraph } from "@/components/charts/lazy";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import { Select } from "@/components/ui/select";
import { Empty, Loaded } from "@/components/ui/states";
import { useCampaignGraph } from "@/hooks/use-campaign-graph";
import { atLeast, count, decimal } from "@/lib/format";

const SIZES = [100, 500, 2000];
const STATE = {
  nodes: parseAsInteger.withDefault(500),
  node: parseAsString.withDefault(""),
  graph: parseAsString.withDefault("picture"),
};

/** Who of the campaign called whom: a picture, or the same as a table. */
export function GraphPanel({ id }: { id: string }) {
  const [state, set] = useQueryStates(STATE);
  const graph = useCampaignGraph(id, state.nodes);
  const table = state.graph === "table";
  const found = graph.data;
  return (
    <Panel
      title="Network"
      tour="graph"
      note={
        found &&
        `${count(found.members)} members (squares), ${atLeast(found.victims, found.victimsAtLeast)} called (circles), ${count(found.links.length)} links${found.cut ? "; not all are shown" : ""}`
      }
      actions={
        <>
          <Select
            label="Nodes at most"
            hideLabel
            value={String(state.nodes)}
            onChange={(nodes) => set({ nodes: Number(nodes), node: null })}
            options={SIZES.map((size) => [String(size), `${size} nodes`] as const)}
          />
          <Button kind="quiet" aria-pressed={table} onClick={() => set({ graph: table ? null : "table" })}>
            {table ? <Waypoints size={14} aria-hidden /> : <Table2 size={14} aria-hidden />}
            {table ? "Picture" : "Table"}
          </Button>
          <Button kind="quiet" onClick={() => graph.refetch()}>
            Draw anew
          </Button>
        </>
      }
    >
      <Loaded query={graph}>
        {(found) => {
          if (found.nodes.length === 0)
            return <Empty title="Nobody is known to draw">The members have been silent for too long.</Empty>;
          const chosen = found.nodes.find((node) => node.id === state.node);
          return (
            <>
              {table ? (
                <DataTable
                  className="max-h-[28rem]"
                  caption="Numbers of the campaign's network"
                  rows={found.nodes.toSorted((a, b) => b.links - a.links).slice(0, 500)}
                  id={(node) => node.id}
                  columns={[
                    { key: "id", title: "Number", cell: (node) => <Phone number={node.id} /> },
                    { key: "kind", title: "Is", cell: (node) => node.kind },
                    { key: "risk", title: "Risk", right: true, cell: (node) => decimal(node.risk) },
                    {
                      key: "calls",
                      title: "Suspicious calls",
                      right: true,
                      cell: (node) => count(node.calls),
                    },
                    { key: "links", title: "Links", right: true, cell: (node) => count(node.links) },
                  ]}
                />
              ) : (
                <div className="h-[26rem]">
                  <CampaignGraph graph={found} selected={state.node} onSelect={(node) => set({ node })} />
                </div>
              )}
              {chosen && (
                <p className="mt-2 flex flex-wrap items-center gap-x-3 border-t pt-2" role="status">
                  <Phone number={chosen.id} />
                  <span className="text-muted">
                    {chosen.kind === "member" ? `member, risk ${decimal(chosen.risk)}` : "called by members"},{" "}
                    {count(chosen.links)} links
                  </span>
                </p>
              )}
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}
