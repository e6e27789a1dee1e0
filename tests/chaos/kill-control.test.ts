import { expect, test } from "vitest";
import { audit } from "./audit";
import { besiege, catchUp } from "./siege";

// The control of the kills: the same visitors, but commits are acknowledged before they are on the disk.
test("where commits are acknowledged before they are on the disk, a kill of PostgreSQL loses some of them", async () => {
  const careless = ["synchronous_commit=off", "wal_writer_delay=10000"].flatMap((setting) => ["-c", setting]);
  const siege = await besiege(["killPostgres"], careless);
  await catchUp(siege);
  const found = await audit(siege.errands, siege.communityId, siege.product.stripe).finally(() => siege.product.stop());
  expect([...siege.tally.faults, ...found].length).toBeGreaterThan(0);
});
