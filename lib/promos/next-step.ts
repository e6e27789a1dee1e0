import type { Promo } from "@/db/schema";

export type NextStep =
  | "meeting"
  | "brief"
  | "agree"
  | "placements"
  | "start"
  | "numbers"
  | "measure"
  | "report"
  | "read"
  | "revive";

type Stand = Pick<Promo, "status" | "endsAt"> & {
  meetings: number;
  /** Placements that are not called off, and of those the ones whose words nobody has approved yet. */
  placements: number;
  unapproved: number;
  /** Placements that are out. */
  published: number;
};

/** What comes next in the order of the work. */
export function nextStep({ status, endsAt, meetings, placements, unapproved, published }: Stand, now: Date): NextStep {
  switch (status) {
    case "idea":
      return meetings === 0 ? "meeting" : "brief";
    case "briefed":
      return "agree";
    case "agreed":
      return published === 0 && (placements === 0 || unapproved > 0) ? "placements" : "start";
    case "running":
      return endsAt !== null && endsAt <= now ? "measure" : "numbers";
    case "measuring":
      return "report";
    case "reported":
      return "read";
    case "cancelled":
      return "revive";
  }
}
