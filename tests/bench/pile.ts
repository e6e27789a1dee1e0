import { collectPile } from "@/lib/catalog/pile/collect";
import { PILE_MAX } from "@/lib/catalog/pile/draft";
import { reviewPile } from "@/lib/catalog/pile/list";
import { aCampaign, aCommunity, aMember } from "../support/factories";
import { daysAfter } from "../support/times";
import { quantile, report, whole } from "./table";

const LIMIT_S = 2;
const TIMES = 10;

/** Five hundred ISBNs in one text, each with words around it: read, kept, and reviewed. Nobody is asked: the review never waits. */
export async function measurePile(): Promise<void> {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id, { closesAt: daysAfter(new Date(), 30) });
  const member = await aMember(id);
  const seconds: number[] = [];
  let rows = 0;
  for (let time = 0; time < TIMES; time++) {
    const text = Array.from(
      { length: PILE_MAX },
      (_, nth) => `${nth + 1}. Книга, 2019, ISBN ${isbn(time * PILE_MAX + nth)}, 300 грн`,
    );
    const startedAt = performance.now();
    const name = await collectPile(member, { campaignId: campaign.id, text: text.join("\n") });
    rows = (await reviewPile(member, campaign, name)).rows.length;
    seconds.push((performance.now() - startedAt) / 1000);
  }
  const slowest = quantile(seconds, 1);
  report({
    what: `review of ${whole(rows)} pasted ISBNs, the slowest of ${TIMES}`,
    measured: `${slowest.toFixed(2)} s`,
    limit: `${LIMIT_S} s`,
    ratio: slowest / LIMIT_S,
    isMet: rows === PILE_MAX && slowest <= LIMIT_S,
  });
}

/** The nth ISBN of a publisher's, with hyphens. */
function isbn(nth: number): string {
  const body = `978617${String(nth).padStart(6, "0")}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 ? 3 : 1), 0);
  return `978-617-${body.slice(6)}-${(10 - (sum % 10)) % 10}`;
}
