import { expect, test } from "vitest";
import { auditClicks, storm } from "./clicks";

// The control of the viral link: the same visitors, but commits are acknowledged before they are on the disk.
test("where commits are acknowledged before they are on the disk, a kill of PostgreSQL loses clicks that were acknowledged", async () => {
  const careless = ["synchronous_commit=off", "wal_writer_delay=10000"].flatMap((setting) => ["-c", setting]);
  const viral = await storm({ seconds: 2, kills: ["killPostgres"] }, careless);
  const found = await auditClicks(viral).finally(() => viral.product.stop());
  expect(found).toEqual([expect.stringContaining("acknowledged clicks are lost")]);
});
