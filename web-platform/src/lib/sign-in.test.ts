import { describe, expect, it } from "vitest";
import { backTo, signInFrom } from "./sign-in";

const from = (to: string) => backTo(`https://ringfence.example/sign-in/?to=${encodeURIComponent(to)}`);

describe("signing in", () => {
  it("leads back to where one was, with all that the address said", () => {
    const path = "/alerts/?state=open&q=+4670~k3f9a2cx";
    expect(backTo(`https://ringfence.example${signInFrom(path)}`)).toBe(path);
  });
  it("leads to the overview when no page is named", () => {
    expect(backTo("https://ringfence.example/sign-in/")).toBe("/overview/");
  });
  it.each([
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "javascript:alert(1)",
    "http://[",
    "/sign-in/?to=/sign-in/",
  ])("never leads to another site, or round in circles: %s", (to) => {
    expect(from(to)).toBe("/overview/");
  });
});
