import type { Dto } from "@/api/dto";
import type { Health } from "@/domain/types";

export const healthOf = (dto: Dto["Health"]): Health => ({
  ready: dto.status === "ready",
  reasons: dto.reasons ?? [],
});
