import type { Metadata } from "next";
import { Badge, Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormTextArea } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { momentText } from "@/lib/core/i18n/moment";
import { loadCalendar } from "@/lib/promos/placements/calendar";
import { timeOf } from "@/lib/promos/placements/calendar-rules";
import { MEDIA_MAX } from "@/lib/promos/placements/media";
import { listEvents, placementsWithLink } from "@/lib/promos/placements/queries";
import { isOpen, next } from "@/lib/promos/placements/rules";
import { linkAddress } from "@/lib/promos/placements/verdicts";
import { PromoFrame } from "../../../_promos/frame";
import { CheckList } from "../_placements/check-list";
import { ContentForm } from "../_placements/content-form";
import { History } from "../_placements/history";
import { MediaPart } from "../_placements/media-part";
import { mediaHref, nameOf, placeOf, STATUS_TONE } from "../_placements/names";
import { openPlacement, type PlacementDesk } from "../_placements/open";
import { PostLook } from "../_placements/post-look";
import { slotsText } from "../_placements/slots";
import { Steps } from "../_placements/steps";
import { savePlacement, step } from "../actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/placements/[placement]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: placementWords(await localeOf(params))("title"), robots: { index: false } };
}

/** One placement: what is next, what the rules say, how it will look, its words and files, and what happened to it. */
export default async function Page(request: Props) {
  const opened = await openPlacement(request);
  const { desk, promo, view, campaign } = opened;
  const { locale, place, actor, community } = desk;
  const { placement, media, verdicts, spec, link } = view;
  const t = placementWords(locale);
  const ids = { promo: promo.id, placement: placement.id };
  const at = timeOf(placement);
  const [others, events, slots] = await Promise.all([
    placementsWithLink(actor, promo.id),
    listEvents(actor, placement.id),
    slotsText(desk, placement.network),
  ]);
  const canChange = isOpen(promo.status) && next(placement.status, "edit") !== undefined;
  return (
    <PromoFrame {...opened} tab="placements" path={`placements/${placement.id}`} title={nameOf(placement, locale)}>
      <p className="row" data-gap="2">
        <Badge tone={STATUS_TONE[placement.status]}>{t(`status.${placement.status}`)}</Badge>
        {placement.isSpare && <Badge>{t("spare")}</Badge>}
        <span className="muted small">
          {placeOf(placement, locale)} · {placement.content}
          {at && ` · ${momentText(at, community.timeZone, locale)}`}
        </span>
      </p>
      <Warnings opened={opened} />
      <div className="placement-page">
        <div className="stack" data-gap="5">
          <Steps
            {...{ locale, place, placement }}
            at={ids}
            timeZone={community.timeZone}
            isHard={verdicts.some(({ level }) => level === "hard")}
          />
          <section className="stack" aria-labelledby="check" data-gap="3">
            <h2 id="check">{t("check.title")}</h2>
            <CheckList {...{ locale, spec, verdicts }} />
          </section>
          <section className="stack" aria-labelledby="look" data-gap="3">
            <h2 id="look">{t("look.title")}</h2>
            <PostLook
              {...{ locale, spec, media }}
              text={view.text}
              sticker={placement.sticker}
              address={link && linkAddress(link.code)}
              mediaHref={(id, size) => mediaHref(place.community, id, size)}
            />
          </section>
        </div>
        <div className="stack" data-gap="5">
          <MediaPart {...{ locale, place, media, canChange }} at={ids} mediaMax={MEDIA_MAX} />
          {canChange ? (
            <ContentForm
              locale={locale}
              action={savePlacement.bind(null, place, ids)}
              community={community}
              campaign={campaign}
              currency={promo.currency}
              others={others}
              slots={slots}
              placement={placement}
              hopOf={link?.hopOf ?? null}
            />
          ) : (
            <p className="muted">{t("form.locked")}</p>
          )}
          <section className="stack" aria-labelledby="history" data-gap="3">
            <h2 id="history">{t("history.title")}</h2>
            {next(placement.status, "comment") && (
              <Form key={events.length} action={step.bind(null, place, ids, "comment")} gap={2}>
                <FormTextArea label={t("history.comment")} hint={t("history.commentHint")} name="note" rows={2} />
                <div>
                  <SubmitButton kind="quiet" size="small">
                    {t("history.send")}
                  </SubmitButton>
                </div>
              </Form>
            )}
            <History {...{ locale, events }} timeZone={community.timeZone} />
          </section>
        </div>
      </div>
    </PromoFrame>
  );
}

/** What is wrong with its time, each in a sentence. */
async function Warnings({ opened: { desk, promo, view } }: { opened: PlacementDesk }) {
  const { actor, locale, now, community } = desk;
  const { own, slots } = await loadCalendar(actor, promo.id, {}, now);
  const warnings = own.find(({ id }) => id === view.placement.id)?.warnings ?? [];
  const slot = slots.find(({ network }) => network === view.placement.network);
  const from = slot ? momentText(slot.from, community.timeZone, locale, now) : "";
  const isTooSoon = next(view.placement.status, "publish") === undefined; // nobody could have posted it
  return warnings.map((warning) => (
    <Notice key={warning} tone="wait">
      {placementWords(locale)(
        warning === "timePassed" && isTooSoon ? "warningText.timePassedBefore" : `warningText.${warning}`,
        { from },
      )}
    </Notice>
  ));
}
