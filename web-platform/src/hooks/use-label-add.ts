import { useMutation, useQueryClient } from "@tanstack/react-query";
import { labelOf } from "@/adapters/label";
import { ask } from "@/api/client";
import type { Dto } from "@/api/dto";
import { keys } from "./keys";

/** Say of a number whether it commits fraud; what was said of it before is replaced. */
export function useLabelAdd() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Dto["NewLabel"]) => labelOf((await ask("post", "/api/labels", { body })).data),
    onSettled: () => client.invalidateQueries({ queryKey: keys.labels }),
  });
}
