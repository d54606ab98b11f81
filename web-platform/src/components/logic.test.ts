import { describe, expect, it } from "vitest";
import { address } from "@/api/client";
import { ApiError, advice, problemOf } from "@/api/problem";
import { cursorOf } from "@/hooks/use-alerts";
import { sections } from "@/lib/figures";
import { placed } from "@/lib/layout-graph";
import { keyOf } from "../../scripts/figures.mjs";
import { viewsOf } from "./alerts/filters";
import { sorted, sortingOf } from "./ui/data-table";

describe("addresses", () => {
  it("quotes what is in the path and leaves out empty parameters", () =>
    expect(
      address("/api/numbers/{number}", { path: { number: "+46/7" }, query: { a: "", b: 1, c: null } }),
    ).toBe("/api/numbers/%2B46%2F7?b=1"));
});

describe("problems", () => {
  const told = async (status: number, body: object, headers = {}) =>
    problemOf(new Response(JSON.stringify(body), { status, headers }));

  it("tells a missing thing from a missing endpoint", async () => {
    expect((await told(404, { type: "urn:ringfence:problem:not-found" })).kind).toBe("not-found");
    expect((await told(404, { type: "about:blank" })).kind).toBe("unavailable");
  });
  it("keeps what the worker said", async () => {
    const error = await told(503, { title: "Not ready", detail: "Reading." }, { "Retry-After": "2" });
    expect([error.kind, error.title, error.message, error.retryAfter]).toEqual([
      "not-ready",
      "Not ready",
      "Reading.",
      2,
    ]);
  });
  it("survives an answer that is no JSON", async () =>
    expect((await problemOf(new Response("<html>", { status: 502 }))).kind).toBe("broken"));
  it("always says what to do", () => {
    for (const kind of [
      "away",
      "not-ready",
      "not-found",
      "unavailable",
      "stale",
      "refused",
      "broken",
    ] as const) {
      expect(advice(new ApiError(kind, 0, "", null, null))).toMatch(/\w/);
    }
  });
});

describe("tables", () => {
  it("sorts both ways, and leaves a column without order alone", () => {
    const columns = [{ key: "n", title: "N", cell: () => null, sort: (row: { n: number }) => row.n }];
    const rows = [{ n: 2 }, { n: 3 }, { n: 1 }];
    expect(sorted(rows, columns, sortingOf("-n")).map((row) => row.n)).toEqual([3, 2, 1]);
    expect(sorted(rows, columns, sortingOf("n")).map((row) => row.n)).toEqual([1, 2, 3]);
    expect(sorted(rows, columns, sortingOf("other"))).toEqual(rows);
  });
});

describe("saved views", () => {
  it("reads what is a list of views, and nothing else", () => {
    expect(viewsOf('[{"name":"Mine","search":"assignee=a"},3]')).toEqual([
      { name: "Mine", search: "assignee=a" },
    ]);
    expect(viewsOf("{")).toEqual([]);
    expect(viewsOf("null")).toEqual([]);
  });
});

describe("pages of alerts", () => {
  it("finds the next cursor", () => {
    expect(cursorOf('</api/alerts?limit=50&cursor=abc>; rel="next"')).toBe("abc");
    expect(cursorOf(null)).toBeNull();
  });
});

describe("figures", () => {
  it("all have a definition and an id of their own", () => {
    const rows = sections.flatMap((section) => section.rows);
    expect(rows.length).toBeGreaterThan(40);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.every((row) => row.definition.length > 0)).toBe(true);
  });
  it("take their key from the address", () => {
    expect(keyOf("The whole job: `/api/stats` and the live stream")).toBe("stats");
    expect(keyOf("Overview")).toBe("overview");
  });
});

describe("graph layout", () => {
  const graph = {
    nodes: ["a", "b", "c"].map((id) => ({ id, kind: "member" as const, risk: null, calls: null, links: 1 })),
    links: [
      { source: "a", target: "b", kind: "call", calls: null },
      { source: "a", target: "nobody", kind: "call", calls: null },
    ],
    members: 3,
    victims: 0,
    victimsAtLeast: false,
    cut: false,
  };
  it("gives every node a place, the same each time", async () => {
    const signal = new AbortController().signal;
    const [first, second] = [await placed(graph, signal), await placed(graph, signal)];
    expect([...first.keys()]).toEqual(["a", "b", "c"]);
    expect(first).toEqual(second);
    expect([...first.values()].every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});
