import type { Campaign } from "@/db/schema";
import type { MoneyOfDonation } from "@/lib/donations/of-donation";

/** What is to be paid, to whom, and the code it carries: a claim's pledge, or a donation's. */
export type Due = {
  amountMinor: number;
  currency: string;
  code: string;
  fundName: string;
  jarUrl: string | null;
  iban: string | null;
  edrpou: string | null;
  cards: Campaign["cards"];
  timeZone: string;
};

export type Payment = NonNullable<MoneyOfDonation["payment"]>;
