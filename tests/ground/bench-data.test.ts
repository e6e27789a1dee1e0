import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { loadBooks, openSale } from "../bench/load";

test("what the bench generates is sound, with a claim in every state", async () => {
  await loadBooks(await openSale(), 3_000); // throws at the first broken invariant
  const states = await sql<{ status: string }[]>`select distinct status from claims order by status`;
  expect(states).toHaveLength(7);
  const [handovers] = await sql<{ n: number }[]>`select count(*)::int as n from handovers`;
  expect(handovers?.n).toBeGreaterThan(0);
});
