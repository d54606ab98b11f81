"use client";
import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { callOf } from "@/adapters/call";
import { statsOf } from "@/adapters/stats";
import type { Dto } from "@/api/dto";
import { keys } from "@/hooks/keys";
import { SIGN_IN } from "@/lib/sign-in";
import { CallStore } from "./calls";
import { LiveSocket, type Status } from "./socket";

interface Live {
  status: Status;
  retry: () => void;
  calls: CallStore;
}

const SocketContext = createContext<Live | null>(null);

const address = (): string =>
  `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/threat-stream`;

/** The live stream, one connection for the whole page. Its figures go into the query cache, its calls into a ring. */
export function SocketProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [status, setStatus] = useState<Status>({ state: "connecting", downSince: null, nextAt: null });
  const calls = useRef(new CallStore()).current;
  const socket = useRef<LiveSocket>(undefined);
  useEffect(() => {
    if (location.pathname === SIGN_IN) return;
    const live = new LiveSocket(
      address,
      (text) => {
        const message = JSON.parse(text) as Dto["StreamMessage"];
        calls.add(message.events.map(callOf), message.stats?.total_calls ?? null, performance.now());
        if (message.stats) client.setQueryData(keys.stats, statsOf(message.stats));
      },
      setStatus,
    );
    socket.current = live;
    live.open();
    addEventListener("online", live.hurry);
    return () => {
      removeEventListener("online", live.hurry);
      live.close();
    };
  }, [client, calls]);
  const value = useMemo(() => ({ status, calls, retry: () => socket.current?.hurry() }), [status, calls]);
  return <SocketContext value={value}>{children}</SocketContext>;
}

function useLive(): Live {
  const live = useContext(SocketContext);
  if (!live) throw new Error("There is no SocketProvider above this component.");
  return live;
}

/** How the live stream stands. */
export function useSocketStatus(): { status: Status; retry: () => void } {
  const { status, retry } = useLive();
  return { status, retry };
}

/** The calls shown last, newest first, and how many calls a second are scored. */
export function useCalls() {
  const { calls } = useLive();
  return useSyncExternalStore(calls.subscribe, calls.snapshot, calls.snapshot);
}
