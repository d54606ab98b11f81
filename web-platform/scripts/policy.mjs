// After the build: hashes of every page's inline scripts for its Content-Security-Policy, and packed copies of the files.
// The worker reads .pages.json and sends the policy as a header, so that no inline script of anybody else can run.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const out = join(dirname(fileURLToPath(import.meta.url)), "..", "out");
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const INLINE = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;
const STYLE = /<style[^>]*>([\s\S]*?)<\/style>/g;

// The graph library puts this one rule into the page when it draws; nothing else may add a style element.
const GRAPH_STYLE = ".__________cytoscape_container { position: relative; }";

const everything = readdirSync(out, { recursive: true })
  .map((name) => join(out, name))
  .filter((path) => statSync(path).isFile());
const packed = (path) => /\.(gz|br)$/.test(path);
for (const path of everything.filter(packed)) rmSync(path);
const files = everything.filter((path) => !packed(path));

const pages = {};
for (const path of files.filter((one) => one.endsWith(".html"))) {
  const html = readFileSync(path, "utf8");
  if (/\sstyle="/.test(html))
    throw new Error(`${path} has a style attribute, which its own policy would refuse`);
  const inline = (expression) => [...new Set([...html.matchAll(expression)].map((match) => hash(match[1])))];
  pages[relative(out, path).split(sep).join("/")] = {
    scripts: inline(INLINE),
    styles: [...inline(STYLE), hash(GRAPH_STYLE)],
  };
}
writeFileSync(join(out, ".pages.json"), `${JSON.stringify(pages, null, 1)}\n`);

for (const path of files.filter((one) => /\.(html|js|css|json|svg|txt)$/.test(one))) {
  const content = readFileSync(path);
  if (content.length < 1024) continue;
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  );
}
console.log(`${Object.keys(pages).length} pages, ${files.length} files`);
