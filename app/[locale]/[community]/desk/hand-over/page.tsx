import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { Table } from "@/app/_ui/table";
import { localeOf } from "@/app/_web/language";
import { type Contactable, listOpenHolds, partiesOf } from "@/lib/claims/desk";
import { listToHandOver } from "@/lib/claims/queries";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { DeskFrame } from "../_parts/frame";
import { OneTap } from "../_parts/one-tap";
import { openCampaignDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { ago, DAY_MS } from "../_parts/times";
import { ReleaseForm } from "../books/_books/book-claims";
import { receive, release } from "./actions";

export const instant = false;

const LATE_MS = 7 * DAY_MS;

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
  const [paid, holds] = campaign
    ? await Promise.all([listToHandOver(actor, campaign.id), listOpenHolds(actor, campaign.id, now)])
    : [[], []];
  const parties = await partiesOf(
    actor,
    paid.map(({ id }) => id),
  );
  const rows = paid.map((claim, nth) => ({ ...claim, nth, parties: parties.get(claim.id) }));
  const bookHref = (code: string) => deskHref(place, `books/${code}`);
  return (
    <DeskFrame desk={desk} section="handOver" title={t("handOver.title")} choosesCampaign>
      {rows.length === 0 && <Empty title={t("handOver.none")}>{t("handOver.noneText")}</Empty>}
      {rows.length > 0 && (
        <section className="stack">
          <p className="muted">{t("handOver.lead")}</p>
          <Table
            caption={t("handOver.caption")}
            rows={rows}
            rowKey={({ code }) => code}
            columns={[
              {
                name: t("handOver.book"),
                cell: ({ bookCode, bookTitle, code }) => (
                  <BookName href={bookHref(bookCode)} title={bookTitle} code={code} />
                ),
              },
              {
                name: t("handOver.taker"),
                cell: ({ claimantName, parties }) => <Contact who={parties?.claimant} name={claimantName} />,
              },
              { name: t("handOver.giver"), cell: ({ parties }) => <Contact who={parties?.giver} name="" /> },
              { name: t("handOver.where"), cell: ({ pickupPoint, city }) => pickupPoint ?? city },
              {
                name: t("handOver.since"),
                cell: ({ parties, createdAt }) => {
                  const since = parties?.confirmedAt ?? createdAt;
                  return (
                    <>
                      <p>{ago(since, now, locale)}</p>
                      {now.getTime() - since.getTime() > LATE_MS && <Badge tone="wait">{t("handOver.longer")}</Badge>}
                    </>
                  );
                },
              },
              {
                name: "",
                cell: ({ code, bookTitle, nth }) => (
                  <div data-next={nth === 0 || undefined}>
                    <OneTap action={receive.bind(null, place)} fields={{ code }} about={bookTitle}>
                      {t("handOver.received")}
                    </OneTap>
                  </div>
                ),
              },
            ]}
          />
        </section>
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
              { name: t("handOver.taker"), cell: ({ claimant }) => <Contact who={claimant} name="" /> },
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
                cell: ({ code }) => <ReleaseForm locale={locale} action={release.bind(null, place)} code={code} />,
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
function Contact({ who, name }: { who: Contactable | undefined; name: string }) {
  const more = [who?.phone, who?.telegram].filter(Boolean).join(" · ");
  return (
    <>
      {who?.email ? <a href={`mailto:${who.email}`}>{who.name}</a> : (who?.name ?? name)}
      {more && <span className="muted"> · {more}</span>}
    </>
  );
}
