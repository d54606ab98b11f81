import type { NextConfig } from "next";

const dev = process.env.NODE_ENV === "development";
const worker = process.env.RINGFENCE_URL ?? "http://127.0.0.1:6066";

// A static site: every worker serves it beside its API, so there is no second server to run.
// Only `next dev` has a server of its own, which passes the API on to a running worker.
const config: NextConfig = {
  ...(dev ? {} : { output: "export" as const }),
  trailingSlash: true,
  skipTrailingSlashRedirect: true,
  reactStrictMode: true,
  // `npm run types` checks them, the build need not do it again.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  ...(dev
    ? {
        rewrites: async () =>
          ["/api/:path*", "/ws/:path*", "/readyz", "/livez"].map((source) => ({
            source,
            destination: `${worker}${source}`,
          })),
      }
    : {}),
};

export default config;
