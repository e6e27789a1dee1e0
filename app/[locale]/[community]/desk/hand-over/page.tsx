import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { Table } from "@/app/_ui/table";
import { localeOf } from "@/app/_web/language";
import { type Contactable, listOpenHolds } from "@/lib/claims/desk";
import { type HandoverView, handoverTimes, listHandovers } from "@/lib/claims/handovers/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { ExtendForm } from "../_acting/forms";
import { DeskFrame } from "../_parts/frame";
import { OneTap } from "../_parts/one-tap";
import { openCampaignDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { ago } from "../_parts/times";
import { ReleaseForm } from "../books/_books/book-claims";
import { receive, release } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/hand-over">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskWords(await localeOf(params))("handOver.title"), robots: { index: false } };
}

/** Paid books on their way to their readers, and reserved ones that may have to be let go. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "claims.manage", "hand-over");
  const { locale, campaign, actor, community, now } = desk;
  const t = deskWords(locale);
  const place = { ...desk.place, back: "hand-over" };
  const [paid, holds, times] = campaign
    ? await Promise.all([
        listHandovers(actor, campaign.id, now),
        listOpenHolds(actor, campaign.id, now),
        handoverTimes(actor, campaign.id),
      ])
    : [[], [], undefined];
  const rows = paid.map((handover, nth) => ({ ...handover, nth }));
  const words = handoverWords(locale);
  const overdue = paid.filter(({ late }) => late).length;
  const bookHref = (code: string) => deskHref(place, `books/${code}`);
  return (
    <DeskFrame desk={desk} section="handOver" title={t("handOver.title")} choosesCampaign>
      {rows.length === 0 && <Empty title={t("handOver.none")}>{t("handOver.noneText")}</Empty>}
      {rows.length > 0 && (
        <section className="stack">
          <div className="row" data-ends>
            <p className="muted">{t("handOver.lead")}</p>
            {overdue > 0 && (
              <Badge tone="wait" icon="clock">
                {words("desk.overdue", { count: overdue })}
              </Badge>
            )}
          </div>
          <Table
            caption={t("handOver.caption")}
            rows={rows}
            rowKey={({ claimCode }) => claimCode}
            columns={[
              {
                name: t("handOver.book"),
                cell: ({ bookCode, bookTitle, claimCode }) => (
                  <BookName href={bookHref(bookCode)} title={bookTitle} code={claimCode} />
                ),
              },
              { name: t("handOver.taker"), cell: ({ taker }) => <Contact locale={locale} who={taker} /> },
              { name: t("handOver.giver"), cell: ({ giver }) => <Contact locale={locale} who={giver} /> },
              { name: words("desk.how"), cell: (view) => <Arranged locale={locale} view={view} now={now} /> },
              {
                name: t("handOver.since"),
                cell: ({ openedAt, late }) => (
                  <>
                    <p>{ago(openedAt, now, locale)}</p>
                    {late && <Badge tone="wait">{words(`late.${late}`)}</Badge>}
                  </>
                ),
              },
              {
                name: "",
                cell: ({ claimCode, bookTitle, nth }) => (
                  <div className="row" data-gap="2" data-next={nth === 0 || undefined}>
                    <OneTap action={receive.bind(null, place)} fields={{ code: claimCode }} about={bookTitle}>
                      {t("handOver.received")}
                    </OneTap>
                    <ButtonLink kind="plain" size="small" href={deskHref(place, `hand-over/${claimCode}`)}>
                      {words("desk.open")}
                      <span className="hidden-text"> {bookTitle}</span>
                    </ButtonLink>
                  </div>
                ),
              },
            ]}
          />
        </section>
      )}
      {times?.medianHours !== undefined && times.medianHours !== null && (
        <p className="muted small">
          {words("desk.times", { count: times.count, time: timeText(times.medianHours, locale) })}
        </p>
      )}
      {holds.length > 0 && (
        <section className="stack" aria-labelledby="holds">
          <div>
            <h2 id="holds">
              {t("handOver.holds")} <span className="task-count nums">{holds.length}</span>
            </h2>
            <p className="muted small">{t("handOver.holdsLead")}</p>
          </div>
          <Table
            caption={t("handOver.holds")}
            rows={holds}
            rowKey={({ code }) => code}
            columns={[
              {
                name: t("handOver.book"),
                cell: ({ bookCode, bookTitle, code }) => (
                  <BookName href={bookHref(bookCode)} title={bookTitle} code={code} />
                ),
              },
              { name: t("handOver.taker"), cell: ({ claimant }) => <Contact locale={locale} who={claimant} /> },
              {
                name: t("handOver.state"),
                cell: ({ status, expiresAt }) => (
                  <>
                    <Badge tone={status === "reported" ? "wait" : "plain"}>{t(`claim.${status}`)}</Badge>
                    {expiresAt && (
                      <p className="muted">
                        {deskBookWords(locale)("claims.until", {
                          time: momentText(expiresAt, community.timeZone, locale, now),
                        })}
                      </p>
                    )}
                  </>
                ),
              },
              {
                name: t("handOver.promised"),
                align: "end",
                cell: ({ pledgeMinor, currency }) => (
                  <span className="nowrap">{formatMoney(pledgeMinor, currency, locale)}</span>
                ),
              },
              {
                name: "",
                cell: ({ code, status }) => (
                  <>
                    {status === "held" && <ExtendForm locale={locale} place={place} code={code} />}
                    <ReleaseForm locale={locale} action={release.bind(null, place)} code={code} />
                  </>
                ),
              },
            ]}
          />
        </section>
      )}
    </DeskFrame>
  );
}

function BookName({ href, title, code }: { href: string; title: string; code: string }) {
  return (
    <>
      <p className="table-name">
        <Anchor href={href}>{title}</Anchor>
      </p>
      <p className="code muted">{code}</p>
    </>
  );
}

/** A name, and the ways to write to whoever bears it. */
function Contact({ locale, who }: { locale: Locale; who: Contactable }) {
  const more = [who.phone, who.telegram].filter(Boolean).join(" · ");
  return (
    <>
      {who.email ? <a href={`mailto:${who.email}`}>{who.name}</a> : nameOf(locale, who.name)}
      {more && <span className="muted"> · {more}</span>}
    </>
  );
}

/** In a line: which way, when, where. */
function Arranged({ locale, view, now }: { locale: Locale; view: HandoverView; now: Date }) {
  const t = handoverWords(locale);
  const { status, way, proposal, meetsAt, timeZone, place, city, branch, waybill, bookPoint, bookCity } = view;
  const time = meetsAt && momentText(meetsAt, timeZone, locale, now);
  if (status === "shipped") return <span className="nums">{`${t("facts.waybill")} ${waybill}`}</span>;
  if (status === "arranged" && way === "parcel")
    return `${t("post.summary")}: ${[city, branch].filter(Boolean).join(", ")}`;
  if (status === "arranged") return [time, place].filter(Boolean).join(", ");
  if (proposal) return [t("state.proposed"), time, place].filter(Boolean).join(" ");
  if (status === "no_show" || status === "returned") return t(`state.${status}`);
  return <span className="muted">{bookPoint ?? bookCity}</span>;
}

/** "2 дні", "5 годин": in the unit people would use. */
function timeText(hours: number, locale: Locale): string {
  const t = handoverWords(locale);
  if (hours < 36) return t("desk.hours", { count: Math.max(1, Math.round(hours)) });
  return t("desk.days", { count: Math.round(hours / 24) });
}
