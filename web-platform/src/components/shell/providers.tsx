"use client";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { ApiError } from "@/api/problem";
import { Toasts } from "@/components/ui/toast";
import { goSignIn } from "@/lib/sign-in";
import { answered, away } from "@/stream/connection";
import { SocketProvider } from "@/stream/context";

const newClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onSuccess: () => answered(),
      onError: (error) => {
        if (!(error instanceof ApiError)) return;
        if (error.kind === "away") away();
        else answered();
        if (error.kind === "signed-out") goSignIn();
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => {
        if (error instanceof ApiError && error.kind === "signed-out") goSignIn();
      },
    }),
    // What was known stays on the page; every query asks again by itself, so none retries in between.
    defaultOptions: {
      queries: { retry: false, staleTime: 2_000, gcTime: 10 * 60_000, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(newClient);
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem>
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <SocketProvider>
            <Toasts>{children}</Toasts>
          </SocketProvider>
        </NuqsAdapter>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
