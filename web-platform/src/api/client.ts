/** Asks the worker that served this page. Answers have the types of the OpenAPI document; errors are `ApiError`. */
import type { paths } from "@/generated/schema";
import { ApiError, problemOf } from "./problem";

type Known = paths;
type Method = "get" | "post" | "patch" | "delete";
type Having<M extends Method> = {
  [P in keyof Known]: Known[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof Known];
type Content<R, Status extends number> = R extends {
  [S in Status]: { content: { "application/json": infer T } };
}
  ? T
  : never;
type Answer<P extends keyof Known, M extends Method> = Known[P] extends { [K in M]: { responses: infer R } }
  ? Content<R, 200> | Content<R, 201>
  : never;

export interface Options {
  path?: Record<string, string>;
  query?: Record<string, string | number | null | undefined>;
  body?: unknown;
  signal?: AbortSignal;
}

/** Seconds after which a worker counts as away. */
const PATIENCE = 15;

export function address(path: string, { path: names = {}, query = {} }: Options = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ""));
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length === 0 ? filled : `${filled}?${search}`;
}

/** One question. Raises `ApiError`: "away" when nobody answers, else with the problem that the worker told. */
export async function ask<M extends Method, P extends Having<M>>(
  method: M,
  path: P,
  options: Options = {},
): Promise<{ data: Answer<P, M>; headers: Headers }> {
  const timeout = AbortSignal.timeout(PATIENCE * 1000);
  let response: Response;
  try {
    response = await fetch(address(path, options), {
      method: method.toUpperCase(),
      cache: "no-store",
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      headers: {
        Accept: "application/json",
        ...(options.body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError("away", 0, "The worker does not answer", null, null);
  }
  if (!response.ok) throw await problemOf(response);
  return { data: (await response.json()) as Answer<P, M>, headers: response.headers };
}

/** The answer to a GET. */
export async function get<P extends Having<"get">>(path: P, options?: Options): Promise<Answer<P, "get">> {
  return (await ask("get", path, options)).data;
}
