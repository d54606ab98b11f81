import { useStored } from "./stored";
import type { Zone } from "./time";

/** The time zone that the reader chose: UTC until told otherwise. */
export function useZone(): [Zone, (zone: Zone) => void] {
  const [zone, set] = useStored("zone", "UTC");
  return [zone === "local" ? "local" : "UTC", set];
}
