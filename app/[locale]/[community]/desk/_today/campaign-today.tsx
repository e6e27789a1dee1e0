import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { BookPicture } from "@/app/[locale]/[community]/[campaign]/_catalog/book-picture";
import { CampaignFacts, CampaignProgress } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-figures";
import { dayText, phaseOf } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { formatMoney } from "@/lib/core/money";
import { can } from "@/lib/identity/actor";
import { OneTap } from "../_parts/one-tap";
import type { Desk } from "../_parts/open";
import { deskHref, type Place } from "../_parts/place";
import { Task, TaskList } from "../_parts/task-list";
import { ago, clockTime } from "../_parts/times";
import { approve } from "../books/actions";
import { receive } from "../hand-over/actions";
import { donorName } from "../money/_money/whose";
import type { Day } from "./load";
import { DisputeTasks, FailedRefunds } from "./money-tasks";
import { rest, SHOWN } from "./rest";
import { ToClose } from "./to-close";

const HOUR_MS = 3_600_000;

export type CampaignTodayProps = { desk: Desk; day: Day; place: Place; isFirst: boolean };
type PartProps = CampaignTodayProps;

/** One campaign: how it stands, and everything of it that waits for a person. */
export function CampaignToday(props: CampaignTodayProps) {
  const { desk, day, place } = props;
  const { campaign, totals } = day;
  const { locale } = desk;
  const t = deskWords(locale);
  const isEmpty = totals.booksListed === 0 && day.reviews.length === 0;
  return (
    <section className="desk-campaign" aria-label={campaign.name}>
      <Card>
        <div className="row" data-ends>
          <h2>
            <Anchor href={`/${locale}/${campaign.communitySlug}/${campaign.slug}`}>{campaign.name}</Anchor>
          </h2>
          <Badge>{phaseText(desk, campaign)}</Badge>
        </div>
        <div className="desk-figures">
          <CampaignProgress locale={locale} goalMinor={campaign.goalMinor} totals={totals} />
          <CampaignFacts locale={locale} totals={totals} />
        </div>
        {isEmpty && can(desk.actor, "catalog.import") && (
          <p className="row">
            <span className="muted">{t("today.empty")}</span>
            <ButtonLink size="small" kind="quiet" href={deskHref(place, "books/import")}>
              {t("today.addBooks")}
            </ButtonLink>
          </p>
        )}
      </Card>
      {day.isToClose && <ToClose locale={locale} place={place} campaign={campaign} />}
      <div className="desk-sections">
        {day.disputes.length > 0 && <DisputeTasks {...props} />}
        {day.refundsFailed.length > 0 && <FailedRefunds {...props} />}
        {day.proofs.length > 0 && <Proofs {...props} />}
        {day.withoutBook.length > 0 && <WithoutBook {...props} />}
        {day.reviews.length > 0 && <Reviews {...props} />}
        {day.holds.length > 0 && <Holds {...props} />}
        {day.toHandOver.length > 0 && <ToHandOver {...props} />}
      </div>
    </section>
  );
}

function phaseText({ locale, community, now }: Desk, campaign: Day["campaign"]): string {
  const t = deskWords(locale);
  if (campaign.status === "draft") return t("today.draft");
  const phase = phaseOf(campaign, now);
  if (phase === "over") return t("today.over");
  const date = dayText(phase === "soon" ? campaign.opensAt : campaign.closesAt, community.timeZone, locale);
  return t(`today.${phase}`, { date });
}

function Proofs({ desk: { locale, now }, day: { proofs, campaign }, place, isFirst }: PartProps) {
  const t = deskWords(locale);
  return (
    <TaskList title={t("today.proofs")} {...rest(proofs, deskHref(place, "money"), locale)}>
      {proofs.slice(0, SHOWN).map((row, nth) => (
        <Task
          key={row.code}
          isNext={isFirst && nth === 0}
          title={
            <>
              {formatMoney(row.pledgedMinor, row.currency, locale)} · <span className="code">{row.code}</span>
            </>
          }
          meta={
            <>
              <span>{t("today.from", { name: donorName(locale, row) })}</span>
              <span>{ago(row.since, now, locale)}</span>
              {now.getTime() - row.since.getTime() > campaign.confirmHours * HOUR_MS && (
                <Badge tone="wait">{t("today.late")}</Badge>
              )}
            </>
          }
          action={
            <ButtonLink kind="quiet" size="small" href={deskHref(place, "money", {}, row.code)}>
              {t("today.check")}
              <span className="hidden-text"> {row.code}</span>
            </ButtonLink>
          }
        />
      ))}
    </TaskList>
  );
}

function WithoutBook({ desk: { locale, now }, day: { withoutBook }, place, isFirst }: PartProps) {
  const t = deskWords(locale);
  return (
    <TaskList
      title={t("today.withoutBook")}
      {...rest(withoutBook, deskHref(place, "money", {}, "without-book"), locale)}
    >
      {withoutBook.slice(0, SHOWN).map((row, nth) => (
        <Task
          key={row.code}
          isNext={isFirst && nth === 0}
          title={
            <>
              {formatMoney(row.confirmation?.amountMinor ?? row.pledgedMinor, row.currency, locale)} ·{" "}
              <span className="code">{row.code}</span>
            </>
          }
          meta={
            <>
              <span>{t("today.from", { name: donorName(locale, row) })}</span>
              <span>{ago(row.confirmation?.at ?? row.since, now, locale)}</span>
            </>
          }
          action={
            <ButtonLink kind="quiet" size="small" href={deskHref(place, "money", {}, "without-book")}>
              {t("today.decide")}
              <span className="hidden-text"> {row.code}</span>
            </ButtonLink>
          }
        />
      ))}
    </TaskList>
  );
}

function Reviews({ desk: { locale, now, community }, day: { reviews }, place, isFirst }: PartProps) {
  const t = deskWords(locale);
  return (
    <TaskList title={t("today.reviews")} {...rest(reviews, deskHref(place, "books"), locale)}>
      {reviews.slice(0, SHOWN).map((book, nth) => (
        <Task
          key={book.code}
          isNext={isFirst && nth === 0}
          picture={<BookPicture communityId={community.id} book={book} photo={book.photo} alt="" sizes="2.5rem" />}
          title={<Anchor href={deskHref(place, `books/${book.code}`)}>{book.title}</Anchor>}
          meta={
            <>
              <span>{t("today.from", { name: nameOf(locale, book.giver.name) })}</span>
              <span>{formatMoney(book.minimumMinor, book.currency, locale)}</span>
              <span>{ago(book.createdAt, now, locale)}</span>
            </>
          }
          action={
            <OneTap action={approve.bind(null, { ...place, back: "" })} fields={{ code: book.code }} about={book.title}>
              {t("today.approve")}
            </OneTap>
          }
        />
      ))}
    </TaskList>
  );
}

function Holds({ desk: { locale, community }, day: { holds }, place, isFirst }: PartProps) {
  const t = deskWords(locale);
  return (
    <TaskList title={t("today.holds")} {...rest(holds, deskHref(place, "hand-over", {}, "holds"), locale)}>
      {holds.slice(0, SHOWN).map((claim, nth) => (
        <Task
          key={claim.code}
          isNext={isFirst && nth === 0}
          title={<Anchor href={deskHref(place, `books/${claim.bookCode}`)}>{claim.bookTitle}</Anchor>}
          meta={
            <>
              {claim.expiresAt && (
                <Badge tone="wait" icon="clock">
                  {t("today.ends", { time: clockTime(claim.expiresAt, community.timeZone, locale) })}
                </Badge>
              )}
              <span>{nameOf(locale, claim.claimantName)}</span>
              <span className="code">{claim.code}</span>
            </>
          }
          action={
            claim.claimantEmail && (
              <a className="button" data-kind="quiet" data-size="small" href={`mailto:${claim.claimantEmail}`}>
                {t("today.write")}
                <span className="hidden-text"> {nameOf(locale, claim.claimantName)}</span>
              </a>
            )
          }
        />
      ))}
    </TaskList>
  );
}

function ToHandOver({ desk: { locale, now }, day: { toHandOver }, place, isFirst }: PartProps) {
  const t = deskWords(locale);
  return (
    <TaskList title={t("today.handOver")} {...rest(toHandOver, deskHref(place, "hand-over"), locale)}>
      {toHandOver.slice(0, SHOWN).map((handover, nth) => (
        <Task
          key={handover.claimCode}
          isNext={isFirst && nth === 0}
          title={<Anchor href={deskHref(place, `hand-over/${handover.claimCode}`)}>{handover.bookTitle}</Anchor>}
          meta={
            <>
              <span>{t("today.for", { name: nameOf(locale, handover.taker.name) })}</span>
              <span>{ago(handover.openedAt, now, locale)}</span>
              {handover.late && <Badge tone="wait">{handoverWords(locale)(`late.${handover.late}`)}</Badge>}
            </>
          }
          action={
            <OneTap
              action={receive.bind(null, { ...place, back: "" })}
              fields={{ code: handover.claimCode }}
              about={handover.bookTitle}
            >
              {t("today.received")}
            </OneTap>
          }
        />
      ))}
    </TaskList>
  );
}
