import { expect, test } from "@playwright/test";
import { totals } from "./support";

test("the demo is the published case, to the hryvnia", async ({ page }) => {
  expect(await totals(page)).toMatchObject({
    booksListed: 115,
    booksExchanged: 100,
    booksAvailable: 15,
    raisedMinor: 3_900_000,
    averageMinor: 39_000,
    currency: "UAH",
  });
});
