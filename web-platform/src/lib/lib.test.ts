import { describe, expect, it } from "vitest";
import type { Campaign } from "@/domain/types";
import { csv } from "./csv";
import { atLeast, count, decimal, duration, percent } from "./format";
import { goingOn } from "./going-on";
import { Ring } from "./rings";
import { threatLevel } from "./threat-level";
import { full, parseTime } from "./time";
import { hoursAfter } from "./until";

it("has a word for each range of the threat index", () =>
  expect([null, 0, 25, 50, 75].map(threatLevel)).toEqual(["no calls", "calm", "raised", "high", "severe"]));

describe("the campaign that is going on", () => {
  const hour = 3_600_000;
  const campaign = (id: string, updatedAt: number) => ({ id, updatedAt }) as Campaign;
  const found = (now: number | null, ...campaigns: Campaign[]) => {
    const shown = goingOn(campaigns, now);
    return shown && [shown.campaign.id, shown.live];
  };
  it("is the gravest of those with a call in the last hour, not the gravest of all", () =>
    expect(
      found(9 * hour, campaign("old", 2 * hour), campaign("grave", 8.5 * hour), campaign("new", 9 * hour)),
    ).toEqual(["grave", true]));
  it("is the last one, and is told to be over, when none has called for an hour", () =>
    expect(found(9 * hour, campaign("old", 2 * hour), campaign("last", 7 * hour))).toEqual(["last", false]));
  it("goes by the latest call while stream time is not known", () =>
    expect(found(null, campaign("old", 2 * hour), campaign("last", 7 * hour))).toEqual(["last", true]));
  it("is none without campaigns", () => expect(found(hour)).toBeUndefined());
});

describe("numbers as text", () => {
  it("shows a dash for what is not known", () =>
    expect([count(null), decimal(undefined), percent(null), duration(null)]).toEqual(["–", "–", "–", "–"]));
  it("shows 0 for nothing", () => expect([count(0), decimal(0), percent(0)]).toEqual(["0", "0", "0%"]));
  it("never shows a small share as nothing", () => expect(percent(0.0001)).toBe("0.01%"));
  it("says when there are more", () =>
    expect([atLeast(4000, true), atLeast(5, false)]).toEqual(["≥ 4,000", "5"]));
  it("tells spans in words", () =>
    expect([duration(45), duration(600), duration(11_100)]).toEqual(["45 s", "10 min", "3 h 5 min"]));
});

describe("times", () => {
  it("takes what is no time for none", () =>
    expect([parseTime("Never"), parseTime(null), parseTime("")]).toEqual([null, null, null]));
  it("shows them in the zone", () =>
    expect(full(Date.UTC(2026, 0, 2, 3, 4, 5), "UTC")).toBe("2026-01-02 03:04:05"));
  it("adds hours of the stream's time", () =>
    expect(hoursAfter(4, Date.UTC(2026, 0, 1))).toBe("2026-01-01T04:00:00Z"));
});

describe("csv", () => {
  it("quotes, and runs nothing in a spreadsheet", () =>
    expect(
      csv(
        ["a", "b"],
        [
          ["x,y", "=1+1"],
          ["+46701234567", "+1+cmd|x"],
          [null, 3],
        ],
      ),
    ).toBe("a,b\r\n\"x,y\",'=1+1\r\n+46701234567,'+1+cmd|x\r\n,3\r\n"));
});

describe("ring", () => {
  it("keeps the newest, each once", () => {
    const ring = new Ring<{ id: string }>(3);
    expect(ring.add([{ id: "a" }, { id: "b" }])).toBe(2);
    expect(ring.add([{ id: "b" }, { id: "c" }, { id: "d" }])).toBe(2);
    expect(ring.all.map((one) => one.id)).toEqual(["d", "c", "b"]);
  });
  it("does not grow", () => {
    const ring = new Ring<{ id: string }>(50);
    for (let at = 0; at < 10_000; at++) ring.add([{ id: String(at) }]);
    expect(ring.all.length).toBe(50);
    expect((ring as unknown as { known: Set<string> }).known.size).toBe(50);
  });
});
