import { backoff } from "./backoff";

export type SocketState = "connecting" | "live" | "waiting" | "closed";

export interface Status {
  state: SocketState;
  /** Since when there is no stream, epoch milliseconds by the reader's clock; null while there is one. */
  downSince: number | null;
  /** When the next attempt begins, while waiting. */
  nextAt: number | null;
}

/** Seconds without a message after which a stream counts as dead: the worker sends one every second. */
const SILENCE = 10;

/** A WebSocket that comes back by itself: after a break it waits longer each time, and at once when the network returns. */
export class LiveSocket {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private status: Status = { state: "closed", downSince: null, nextAt: null };

  constructor(
    private readonly url: () => string,
    private readonly onMessage: (text: string) => void,
    private readonly onStatus: (status: Status) => void,
    private readonly make: (url: string) => WebSocket = (url) => new WebSocket(url),
  ) {}

  open(): void {
    this.drop();
    this.say({ state: "connecting", downSince: this.status.downSince ?? Date.now(), nextAt: null });
    const socket = this.make(this.url());
    this.socket = socket;
    socket.onmessage = (event: MessageEvent<string>) => {
      if (this.socket !== socket) return;
      this.attempt = 0;
      this.guard();
      if (this.status.state !== "live") this.say({ state: "live", downSince: null, nextAt: null });
      this.onMessage(event.data);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.retry();
    };
    this.guard();
  }

  /** Try now instead of when the waiting is over. */
  hurry = (): void => {
    if (this.status.state === "waiting") this.open();
  };

  close(): void {
    this.drop();
    this.say({ state: "closed", downSince: this.status.downSince, nextAt: null });
  }

  private retry(): void {
    this.drop();
    const wait = backoff(this.attempt++);
    const now = Date.now();
    this.say({ state: "waiting", downSince: this.status.downSince ?? now, nextAt: now + wait });
    this.timer = setTimeout(() => this.open(), wait);
  }

  private guard(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.retry(), SILENCE * 1000);
  }

  private drop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.watchdog);
    const socket = this.socket;
    this.socket = null;
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
  }

  private say(status: Status): void {
    this.status = status;
    this.onStatus(status);
  }
}
