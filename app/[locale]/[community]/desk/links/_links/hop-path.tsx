import { Anchor } from "@/app/_ui/link";
import type { Link } from "@/db/schema";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { numberText } from "../../_parts/links";
import { deskHref, type Place } from "../../_parts/place";
import { linkName, targetName } from "./names";

type HopPathProps = {
  locale: Locale;
  place: Place;
  campaign: PublicCampaign;
  /** The link people begin at, and those it leads to one after the other. */
  steps: readonly Link[];
  /** Clicks of people by link. */
  clicks: ReadonlyMap<string, number>;
};

/** The way people go in several steps, each counted on its own: story → post → catalog. */
export function HopPath({ locale, place, campaign, steps, clicks }: HopPathProps) {
  const last = steps.at(-1);
  return (
    <ol className="hops">
      {steps.map((step) => (
        <li key={step.id}>
          <Anchor href={deskHref(place, `links/${step.id}`)}>{linkName(step, locale)}</Anchor>
          <span className="muted small nums">
            {deskLinkWords(locale)("column.clicks")}: {numberText(clicks.get(step.id) ?? 0, locale)}
          </span>
        </li>
      ))}
      {last && <li>{targetName(last.target, campaign, locale)}</li>}
    </ol>
  );
}
