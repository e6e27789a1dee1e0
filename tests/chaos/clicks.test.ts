import { afterAll, beforeAll, expect, test } from "vitest";
import { auditClicks, type Kill, type Storm, storm, tell } from "./clicks";

const TIMES = Number(process.env.CHAOS_RUNS ?? 1); // twenty of them are a hundred thousand clicks in a minute
const SHORT_SECONDS = 3;
const KILLS = Math.max(2, TIMES / 2);

let viral: Storm;
beforeAll(async () => {
  const kills: Kill[] = Array.from({ length: KILLS }, (_, nth) => (nth % 2 === 0 ? "killWeb" : "killPostgres"));
  viral = await storm({ seconds: TIMES * SHORT_SECONDS, kills });
  console.info(tell(viral));
});
afterAll(() => viral?.product.stop());

test("of a link that everybody opens at once no acknowledged click is lost and none counted twice, whatever is killed", async () => {
  const acknowledged = viral.visits.filter(({ told }) => told === "kept").length;
  expect(acknowledged).toBeGreaterThan(viral.visits.length / 10);
  expect(viral.visits.length - acknowledged).toBeGreaterThan(0); // otherwise nothing was killed
  expect(await auditClicks(viral)).toEqual([]);
});
