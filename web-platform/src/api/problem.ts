/** What went wrong with a question, told so that the page can say what to do. */

export type Kind =
  /** Nobody answers: the worker is down or the network is. */
  | "away"
  /** It answers, but cannot yet (503) or is too busy (429). */
  | "not-ready"
  /** There is nothing of that name (404 with a problem type of its own). */
  | "not-found"
  /** This worker's version has no such endpoint. */
  | "unavailable"
  /** Somebody else changed it first (409). */
  | "stale"
  /** The worker does not know who asks (401). */
  | "signed-out"
  /** The reader's role does not allow it (403). */
  | "forbidden"
  /** The question was wrong (4xx). */
  | "refused"
  /** The worker failed (500) or said something that is no JSON. */
  | "broken";

export class ApiError extends Error {
  constructor(
    readonly kind: Kind,
    readonly status: number,
    readonly title: string,
    readonly detail: string | null,
    readonly retryAfter: number | null,
    /** What the answer said, as JSON. */
    readonly body: unknown = null,
  ) {
    super(detail ?? title);
  }
}

function kindOf(status: number, type: string): Kind {
  if (status === 404) return type.startsWith("urn:ringfence:problem:") ? "not-found" : "unavailable";
  if (status === 401) return "signed-out";
  if (status === 403 && type.endsWith(":forbidden")) return "forbidden";
  if (status === 405) return "unavailable";
  if (status === 409) return "stale";
  if (status === 429 || status === 503) return "not-ready";
  return status < 500 ? "refused" : "broken";
}

/** The error that an answer tells (RFC 9457), or one made of its status alone. */
export async function problemOf(response: Response): Promise<ApiError> {
  const told = (await response.json().catch(() => ({}))) as {
    type?: string;
    title?: string;
    detail?: string;
  };
  const wait = Number(response.headers.get("Retry-After"));
  return new ApiError(
    kindOf(response.status, told.type ?? ""),
    response.status,
    told.title ?? `HTTP status ${response.status}`,
    told.detail ?? null,
    wait > 0 ? wait : null,
    told,
  );
}

/** What the reader can do about it. */
export function advice(error: unknown): string {
  const kind = error instanceof ApiError ? error.kind : "broken";
  switch (kind) {
    case "away":
      return "Check that the worker runs (ringfence worker) and that this machine reaches it. The page asks again by itself.";
    case "not-ready":
      return "It is still reading from Kafka or short of time. The page asks again by itself in a moment.";
    case "not-found":
      return "It may have been merged or forgotten. Go back to the list, or look up the number.";
    case "unavailable":
      return "The worker that served this page does not have this part. Update it to see it.";
    case "stale":
      return "Somebody else changed it in the meantime. Look at its present state and decide again.";
    case "signed-out":
      return "Sign in with a token that counts; an admin can issue one.";
    case "forbidden":
      return "Ask an admin for another role if you need it.";
    case "refused":
      return "Correct what the message names and try again.";
    default:
      return "Try again; if it stays, the worker's log says more.";
  }
}
