/** Types of the OpenAPI document under short names. */
import type { components } from "@/generated/schema";

export type Dto = components["schemas"];
