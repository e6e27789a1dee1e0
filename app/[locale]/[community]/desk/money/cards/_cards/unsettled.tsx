import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { Table } from "@/app/_ui/table";
import { deskCardsWords } from "@/lib/core/i18n/messages/desk-cards";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { UnsettledPayment } from "@/lib/donations/card/unsettled";
import type { Desk } from "../../../_parts/open";
import { deskHref } from "../../../_parts/place";

type UnsettledProps = { desk: Desk; rows: readonly UnsettledPayment[] };

/** Money that is not what was asked: what came, by which payment, and what to do about it. */
export function OddPayments({ desk, rows }: UnsettledProps) {
  const { locale, community, now } = desk;
  const t = deskCardsWords(locale);
  return (
    <section className="stack" aria-labelledby="odd">
      <div>
        <h2 id="odd">
          {t("odd")} <span className="task-count nums">{rows.length}</span>
        </h2>
        <p className="muted small">{t("oddLead")}</p>
      </div>
      <ul className="stack" data-gap="3">
        {rows.map((row) => (
          <li key={row.id} className="case">
            <div className="case-what">
              <div className="case-head">
                <DonationLink desk={desk} row={row} />
                <Badge tone="bad">{t("status.odd")}</Badge>
                {row.came && (
                  <span className="case-amount">{formatMoney(row.came.amountMinor, row.came.currency, locale)}</span>
                )}
              </div>
              <p className="task-meta">
                <span>{t("asked", { amount: formatMoney(row.amountMinor, row.currency, locale) })}</span>
                <span>{t(`provider.${row.provider}`)}</span>
                <span>{momentText(row.createdAt, community.timeZone, locale, now)}</span>
              </p>
            </div>
            <p className="case-do small">
              {row.paymentRef && <span className="code wraps">{t("reference", { reference: row.paymentRef })}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Payments that people are at. */
export function OpenPayments({ desk, rows }: UnsettledProps) {
  const { locale, community, now } = desk;
  const t = deskCardsWords(locale);
  return (
    <section className="stack" aria-labelledby="open">
      <div>
        <h2 id="open">
          {t("open")} <span className="task-count nums">{rows.length}</span>
        </h2>
        <p className="muted small">{t("openLead")}</p>
      </div>
      <Table
        caption={t("open")}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { name: t("column.code"), cell: (row) => <DonationLink desk={desk} row={row} /> },
          { name: t("column.status"), cell: ({ status }) => t(`status.${shownStatus(status)}`) },
          {
            name: t("column.until"),
            cell: ({ expiresAt }) => t("until", { time: momentText(expiresAt, community.timeZone, locale, now) }),
          },
          {
            name: t("column.amount"),
            align: "end",
            cell: ({ amountMinor, currency }) => (
              <span className="nums nowrap">{formatMoney(amountMinor, currency, locale)}</span>
            ),
          },
        ]}
      />
    </section>
  );
}

function shownStatus(status: UnsettledPayment["status"]) {
  return status === "created" || status === "processing" ? status : "open";
}

function DonationLink({ desk: { place }, row }: { desk: Desk; row: UnsettledPayment }) {
  return (
    <Anchor className="code" href={deskHref({ ...place, campaign: row.campaign }, "money", { q: row.code })}>
      {row.code}
    </Anchor>
  );
}
