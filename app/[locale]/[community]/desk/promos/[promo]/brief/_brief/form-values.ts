import { z } from "zod";
import { plainAmount } from "@/lib/core/money";
import { briefInput } from "@/lib/promos/input";
import type { FoundPromo } from "@/lib/promos/queries";
import { NETWORKS } from "@/lib/referrals/vocabulary";
import { localText } from "../../../../_parts/times";
import { datesIn } from "../../../_promos/clock";

const DATES = ["startsAt", "endsAt", "heldAt", "metricBy", "contentBy", "reportBy"] as const;
const TEXTS = ["name", "place", "task", "problem", "audience", "keyMessage", "examples", "reportFormat"] as const;

/** A network is ticked in one field, and its contact typed in another. */
export const networkField = (network: string) => `network.${network}`;
export const contactField = (network: string) => `contact.${network}`;

/** The networks of a brief's form: ours, and those that were typed before. */
export const networksOffered = (promo: Pick<FoundPromo, "networks">): string[] => [
  ...new Set([...NETWORKS, ...promo.networks.map(({ network }) => network)]),
];

/** What a form is filled with for a brief as it is saved: the names and values a browser would send. */
export function typedOf(promo: FoundPromo, timeZone: string): Record<string, string> {
  const offered = networksOffered(promo);
  const contact = (network: string) => promo.networks.find((each) => each.network === network)?.contactName;
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, promo[name]])),
    ...Object.fromEntries(DATES.map((name) => [name, clock(promo[name], timeZone)])),
    registerUrl: promo.registerUrl ?? "",
    metric: promo.metric ?? "",
    metricTarget: promo.metricTarget === null ? "" : String(promo.metricTarget),
    budgetMinor: plainAmount(promo.budgetMinor),
    ...(promo.kind !== "event" && { campaignId: promo.campaignId ?? "" }),
    ...Object.fromEntries(
      offered.flatMap((network) => [
        [networkField(network), contact(network) === undefined ? "" : "on"],
        [contactField(network), contact(network) ?? ""],
      ]),
    ),
  };
}

const clock = (at: Date | null, timeZone: string) => (at ? localText(at, timeZone) : "");

/** A brief as a form sends it: clock times of the community, one field for each network and its contact. */
export function briefForm(timeZone: string): z.ZodType<z.output<typeof briefInput>, Record<string, string>> {
  const schema = z
    .record(z.string(), z.string())
    .transform(
      (typed): Record<string, unknown> => ({
        place: "",
        registerUrl: "",
        campaignId: "",
        ...typed,
        networks: networksIn(typed),
      }),
    )
    .pipe(briefInput as z.ZodType<z.output<typeof briefInput>, Record<string, unknown>>);
  return datesIn(timeZone, DATES, schema);
}

function networksIn(typed: Record<string, string>) {
  const ticked = Object.keys(typed)
    .filter((name) => name.startsWith(networkField("")))
    .map((name) => name.slice(networkField("").length));
  const other = typed.otherNetwork?.trim()
    ? [{ network: typed.otherNetwork, contactName: typed.otherContact ?? "" }]
    : [];
  return [...ticked.map((network) => ({ network, contactName: typed[contactField(network)] ?? "" })), ...other];
}
