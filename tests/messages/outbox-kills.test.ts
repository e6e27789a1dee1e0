import { expect, test } from "vitest";
import { db } from "@/db/client";
import { messages } from "@/db/schema";
import { deliverUnderKills } from "./outbox-kills";

const RUNS = Number(process.env.CHAOS_RUNS ?? 2);

test("a deliverer that is killed again and again loses no mail, and repeats at most one a kill, with the same Message-ID", async () => {
  const { promised, arrived, kills } = await deliverUnderKills(50 * RUNS, RUNS, "as it is");
  const doubled = arrived.length - new Set(arrived).size;
  console.info(`${kills} kills: ${promised.length} mails promised, ${arrived.length} arrived, ${doubled} twice`);
  expect(kills).toBe(RUNS);
  expect([...new Set(arrived)].sort()).toEqual([...promised].sort());
  expect(doubled).toBeLessThanOrEqual(kills);
  expect(doubled).toBeGreaterThan(0); // otherwise no kill hit a mail on its way
  const rows = await db.select({ sentAt: messages.sentAt }).from(messages);
  expect(rows.every(({ sentAt }) => sentAt !== null)).toBe(true);
}, 600_000);
