import { useMe } from "@/hooks/use-me";
import { useStored } from "./stored";

/** Who the reader is: the token's user; where access is open, whoever they say they are. */
export function useName(): [name: string, set: (name: string) => void] {
  const me = useMe().data;
  const [said, say] = useStored("name", "");
  return [me?.name ?? said, say];
}
