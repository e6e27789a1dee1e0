import type { Metadata } from "next";
import { Card } from "@/app/_ui/blocks";
import { Badge } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import { numberWords } from "@/lib/core/i18n/messages/promo-numbers";
import { momentText } from "@/lib/core/i18n/moment";
import { numbersDue, numbersOf, PROMO_NUMBERS } from "@/lib/promos/numbers/kinds";
import { listPromoNumbers, listPublished, type PublishedPlacement } from "@/lib/promos/numbers/queries";
import type { Desk } from "../../../_parts/open";
import { networkName } from "../../../links/_links/names";
import { PromoFrame } from "../../_promos/frame";
import { openPromo } from "../../_promos/open";
import { NumberList } from "./_numbers/list";
import { NumbersForm } from "./_numbers/numbers-form";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/numbers">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: numberWords(await localeOf(params))("title"), robots: { index: false } };
}

/** What people read elsewhere and write down here: of placements, the ones about to vanish first, and of the promo itself. */
export default async function Page(request: Props) {
  const { desk, promo } = await openPromo(request, "numbers");
  const { locale, actor, now } = desk;
  const t = numberWords(locale);
  const place = { ...desk.place, back: `promos/${promo.id}/numbers` };
  const [all, numbers] = await Promise.all([listPublished(actor, promo.id), listPromoNumbers(actor, promo.id)]);
  const published = all.filter(({ status }) => status === "published" || status === "measured").sort(soonest);
  const firstDue = published.findIndex((placement) => isDueNow(placement, now));
  return (
    <PromoFrame desk={desk} promo={promo} tab="numbers">
      <p className="muted">{t("lead")}</p>
      <section className="stack" data-gap="3" aria-labelledby="of-placements">
        <h2 id="of-placements">{t("ofPlacements")}</h2>
        {published.length === 0 && <p className="muted">{t("nonePublished")}</p>}
        {published.map((placement, nth) => (
          <Card key={placement.id}>
            <h3>
              {networkName(placement.network, locale)}: {placement.title || placement.content}
            </h3>
            <Due desk={desk} placement={placement} />
            <NumbersForm
              desk={desk}
              place={place}
              of={{ placement: placement.id, network: placement.network, format: placement.format }}
              names={numbersOf(placement.network, placement.format)}
              summary={t(placement.status === "measured" ? "more" : "save")}
              open={nth === firstDue}
            />
          </Card>
        ))}
      </section>
      <section className="stack" data-gap="3" aria-labelledby="of-promo">
        <div className="stack" data-gap="1">
          <h2 id="of-promo">{t("ofPromo")}</h2>
          <p className="muted">{t("ofPromoText")}</p>
        </div>
        <Card>
          <NumbersForm desk={desk} place={place} of={{ promo: promo.id }} names={PROMO_NUMBERS} summary={t("save")} />
        </Card>
      </section>
      <NumberList desk={desk} place={place} numbers={numbers} />
    </PromoFrame>
  );
}

function isDueNow({ status, format, publishedAt }: PublishedPlacement, now: Date): boolean {
  return status === "published" && publishedAt !== null && numbersDue(format, publishedAt).dueAt <= now;
}

/** What still has to be written down comes first, the soonest due before the others. */
function soonest(one: PublishedPlacement, other: PublishedPlacement): number {
  const due = ({ status, format, publishedAt }: PublishedPlacement) =>
    status === "measured" || !publishedAt ? Number.MAX_SAFE_INTEGER : numbersDue(format, publishedAt).dueAt.getTime();
  return due(one) - due(other);
}

function Due({ desk, placement }: { desk: Desk; placement: PublishedPlacement }) {
  const { locale, community, now } = desk;
  const t = numberWords(locale);
  const { format, publishedAt, status } = placement;
  if (!publishedAt) return null;
  const { dueAt, goneAt } = numbersDue(format, publishedAt);
  const moment = (at: Date) => momentText(at, community.timeZone, locale, now);
  const isOpen = status === "published";
  return (
    <>
      <p className="row small muted" data-gap="2">
        {isDueNow(placement, now) && <Badge tone="wait">{t("due.title")}</Badge>}
        <span>{t("due.since", { moment: moment(publishedAt) })}</span>
        {isOpen && dueAt > now && <span>{t("due.later", { moment: moment(dueAt) })}</span>}
        {isOpen && goneAt && goneAt > now && <strong>{t("due.vanish", { moment: moment(goneAt) })}</strong>}
      </p>
      {isOpen && goneAt && goneAt <= now && <p className="small">{t("due.gone")}</p>}
    </>
  );
}
