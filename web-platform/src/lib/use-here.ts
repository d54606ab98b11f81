import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False while the page is as the build made it: what only the browser knows or can do comes after that. */
export const useHere = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
