export const SIGN_IN = "/sign-in/";

/** Where to sign in, from a page to which one comes back. */
export function signInFrom(path: string): string {
  return `${SIGN_IN}?to=${encodeURIComponent(path)}`;
}

/** Where to go after signing in: the page that is named, if it is one of this site, else the overview. */
export function backTo(here: string): string {
  const url = new URL(here);
  const to = url.searchParams.get("to");
  if (!to) return "/overview/";
  try {
    const wanted = new URL(to, url.origin);
    const ours = wanted.origin === url.origin && wanted.pathname !== SIGN_IN;
    return ours ? wanted.pathname + wanted.search + wanted.hash : "/overview/";
  } catch {
    return "/overview/";
  }
}

/** Leave the page for that of signing in, once: the worker knows nobody who asks. */
export function goSignIn(): void {
  const { pathname, search } = location;
  if (pathname !== SIGN_IN) location.replace(signInFrom(pathname + search));
}
