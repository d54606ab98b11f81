import { useStored } from "./stored";

/** Who the reader is: there are no logins, so it is whoever they say they are. */
export const useName = (): [string, (name: string) => void] => useStored("name", "");
