import type { Dto } from "@/api/dto";
import type { ListEntry } from "@/domain/types";
import { parseTime } from "@/lib/time";

export function listEntryOf(dto: Dto["ListEntry"]): ListEntry {
  return {
    id: dto.id,
    list: dto.list === "allow" ? "allow" : "block",
    entry: dto.entry,
    reason: dto.reason,
    by: dto.by,
    addedAt: parseTime(dto.added_at),
    expiresAt: parseTime(dto.expires_at),
    expired: dto.expired,
    fromFile: dto.source === "file",
  };
}
