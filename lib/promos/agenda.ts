import { createHash } from "node:crypto";
import type { Meeting } from "@/db/schema";

/** What a meeting is for: the six aims of the method, in the order they are spoken of. */
export const AIMS = ["present", "result", "examples", "deadline", "requirements", "statistics"] as const;
/** And the three things it must yield. */
export const OUTCOMES = ["ideas", "brief", "formats"] as const;
export const POINTS = [...AIMS, ...OUTCOMES] as const;
export type Point = (typeof POINTS)[number];
export type Points = Meeting["points"];

/** A point of a meeting; one nobody has touched is open and without a note. */
export const pointOf = (points: Points, point: Point) => points[point] ?? { isDone: false, note: "" };

/** How many of the three outcomes a meeting has yielded. */
export const yielded = (points: Points): number => OUTCOMES.filter((point) => pointOf(points, point).isDone).length;

/** What the points said when somebody opened them: of two people who note at once, nobody overwrites the other. */
export function pointsPrint(points: Points): string {
  const said = POINTS.map((point) => [pointOf(points, point).isDone, pointOf(points, point).note]);
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url").slice(0, 22);
}
