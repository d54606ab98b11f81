import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { backoff } from "./backoff";
import { CallStore } from "./calls";
import { LiveSocket, type Status } from "./socket";

/** What a socket needs of a WebSocket, by hand. */
class Line {
  static all: Line[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;
  constructor() {
    Line.all.push(this);
  }
  close() {
    this.closed = true;
  }
}

describe("live socket", () => {
  let said: Status[];
  let heard: string[];
  let socket: LiveSocket;
  const last = () => Line.all.at(-1) as Line;
  const state = () => said.at(-1)?.state;

  beforeEach(() => {
    vi.useFakeTimers();
    Line.all = [];
    said = [];
    heard = [];
    socket = new LiveSocket(
      () => "ws://here",
      (text) => heard.push(text),
      (status) => said.push(status),
      () => new Line() as unknown as WebSocket,
    );
    socket.open();
  });
  afterEach(() => {
    socket.close();
    vi.useRealTimers();
  });

  it("is live from its first message on", () => {
    expect(state()).toBe("connecting");
    last().onmessage?.({ data: "1" });
    expect(state()).toBe("live");
    expect(heard).toEqual(["1"]);
  });

  it("comes back after a break, and says since when it was away", () => {
    last().onmessage?.({ data: "1" });
    const since = Date.now();
    last().onclose?.();
    expect(said.at(-1)).toMatchObject({ state: "waiting", downSince: since });
    vi.advanceTimersByTime(1300);
    expect(Line.all.length).toBe(2);
    last().onmessage?.({ data: "2" });
    expect(said.at(-1)).toMatchObject({ state: "live", downSince: null });
  });

  it("waits longer each time that nobody answers, and never hammers", () => {
    for (let tries = 0; tries < 8; tries++) {
      last().onclose?.();
      const opened = Line.all.length;
      vi.advanceTimersByTime(Math.min(30_000, 1000 * 2 ** tries) - 1);
      expect(Line.all.length).toBe(opened);
      vi.advanceTimersByTime(9_000);
      expect(Line.all.length).toBe(opened + 1);
    }
  });

  it("takes a silent line for dead", () => {
    last().onmessage?.({ data: "1" });
    const dead = last();
    vi.advanceTimersByTime(10_001);
    expect(dead.closed).toBe(true);
    expect(state()).toBe("waiting");
    dead.onmessage?.({ data: "late" });
    expect(heard).toEqual(["1"]);
  });

  it("tries at once when told to hurry", () => {
    last().onclose?.();
    socket.hurry();
    expect(Line.all.length).toBe(2);
  });
});

it("backs off up to half a minute", () => {
  expect([0, 1, 5, 50].map((attempt) => backoff(attempt, 0))).toEqual([1000, 2000, 30_000, 30_000]);
  expect(backoff(0, 1)).toBe(1250);
});

describe("calls", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const rate = (store: CallStore) => {
    vi.advanceTimersByTime(300);
    return store.snapshot().rate;
  };

  it("tells how many are scored a second from the totals", () => {
    const store = new CallStore();
    store.add([], 100, 0);
    expect(rate(store)).toBeNull();
    store.add([], 600, 1000);
    expect(rate(store)).toBe(500);
    store.add([], 600, 60_000);
    expect(rate(store)).toBeNull();
  });

  it("draws the page once for many messages", () => {
    const store = new CallStore();
    const drawn = vi.fn();
    store.subscribe(drawn);
    for (let at = 0; at < 100; at++) store.add([], at, at);
    vi.advanceTimersByTime(300);
    expect(drawn).toHaveBeenCalledTimes(1);
  });

  it("never tells a negative rate when the totals begin anew", () => {
    const store = new CallStore();
    store.add([], 100, 0);
    store.add([], 5, 1000);
    expect(rate(store)).toBe(0);
  });
});
