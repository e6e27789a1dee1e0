import type { MessageKind } from "@/db/schema";

/** Somebody sits and waits for these. They prove an address, so they go to that address and nowhere else. */
export const CODES: readonly MessageKind[] = ["sign_in_code", "claim_code", "wait_code"];
