import { expect, test } from "vitest";
import { deliverUnderKills } from "./outbox-kills";

// The control of the kills: mails are noted as sent before they are handed to the server.
test("where mails are noted before they are sent, a kill loses some", async () => {
  const { promised, arrived } = await deliverUnderKills(20, 1, "careless");
  expect(new Set(arrived).size).toBeLessThan(promised.length);
}, 600_000);
