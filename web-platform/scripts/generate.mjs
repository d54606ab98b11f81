// Makes src/generated (types of the API, definitions of the figures) and public/generated (the map with country codes). Run before every build and check,
// so that none of them can differ from what the worker of this checkout says.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { figuresOf } from "./figures.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const target = join(here, "..", "src", "generated");
const require = createRequire(import.meta.url);

function write(name, text) {
  const path = join(target, name);
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}

function openapiDocument() {
  const python = join(root, ".venv", "bin", "python");
  if (!existsSync(python)) {
    throw new Error(`${python} is missing: run "make setup" first, the API's types come from it`);
  }
  const program = "import json; from app.web.openapi import document; print(json.dumps(document()))";
  return JSON.parse(
    execFileSync(python, ["-c", program], { cwd: root, encoding: "utf8", maxBuffer: 1 << 25 }),
  );
}

/** ISO 3166 two-letter codes by the numbers that the map's file uses, with the map's own (English) names. */
function countries() {
  const codes = require("i18n-iso-countries/codes.json");
  const names = require("i18n-iso-countries/langs/en.json").countries;
  const name = (code) => (Array.isArray(names[code]) ? names[code][0] : names[code]) ?? code;
  return Object.fromEntries(codes.map(([two, , number]) => [number, [two, name(two)]]));
}

mkdirSync(target, { recursive: true });
write("schema.ts", astToString(await openapiTS(openapiDocument())));
const figures = figuresOf(readFileSync(join(root, "docs", "figures.md"), "utf8"));
write("figures.json", `${JSON.stringify(figures, null, 1)}\n`);
const ids = figures.sections.flatMap((section) => section.rows.map((row) => row.id));
write(
  "figure-id.ts",
  `export type FigureId =\n${ids.map((id) => `  | ${JSON.stringify(id)}`).join("\n")};\n`,
);
// Data, not code: the page fetches it when the map is shown.
mkdirSync(join(here, "..", "public", "generated"), { recursive: true });
const topology = JSON.parse(readFileSync(require.resolve("world-atlas/countries-110m.json"), "utf8"));
write(
  join("..", "..", "public", "generated", "world.json"),
  `${JSON.stringify({ topology, codes: countries() })}\n`,
);
