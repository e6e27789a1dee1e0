import type { copiesOf, listLeftovers } from "@/lib/catalog/leftovers";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Closing } from "@/lib/reports/closing";
import type { ThanksProgress } from "@/lib/reports/thanks";
import type { Desk } from "../../../../_parts/open";
import type { Place } from "../../../../_parts/place";

/** What the parts of the page are made from. */
export type CloseProps = {
  desk: Desk;
  place: Place;
  campaign: PublicCampaign;
  closing: Closing;
  thanks: ThanksProgress;
  /** A page of what is left, how many books are left in all, and how many went on to other campaigns. */
  left: Awaited<ReturnType<typeof listLeftovers>> & { count: number; moved: number };
  copies: Awaited<ReturnType<typeof copiesOf>>;
};
