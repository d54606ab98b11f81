import { useMutation } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { backTo } from "@/lib/sign-in";

/** Sign in with a token and go back to where one was. The whole page is loaded anew, and with it nothing stays of before. */
export function useSignIn() {
  return useMutation({
    mutationFn: (token: string) => ask("post", "/api/session", { body: { token } }),
    onSuccess: () => location.assign(backTo(location.href)),
  });
}

/** Sign out of this browser. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => ask("delete", "/api/session"),
    onSuccess: () => location.assign("/sign-in/"),
  });
}
