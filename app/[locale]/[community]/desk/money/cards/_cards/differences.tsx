import { Anchor } from "@/app/_ui/link";
import { Table } from "@/app/_ui/table";
import { deskCardsWords } from "@/lib/core/i18n/messages/desk-cards";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { BooksDifference } from "@/lib/donations/card/books";
import type { Desk } from "../../../_parts/open";
import { deskHref } from "../../../_parts/place";

/** The payments of which the provider and the ledger say something else, each leading to its donation. */
export function Differences({ desk, rows }: { desk: Desk; rows: readonly BooksDifference[] }) {
  const { locale, community, place, now } = desk;
  const t = deskCardsWords(locale);
  const amount = (minor: number, currency: string) => (
    <span className="nums nowrap">{formatMoney(minor, currency, locale)}</span>
  );
  return (
    <section className="stack" aria-labelledby="differences">
      <div>
        <h2 id="differences">
          {t("differences")} <span className="task-count nums">{rows.length}</span>
        </h2>
        <p className="muted small">{t("differencesLead")}</p>
      </div>
      <Table
        caption={t("differences")}
        rows={rows}
        rowKey={({ code, provider, currency }) => `${code} ${provider} ${currency}`}
        columns={[
          {
            name: t("column.code"),
            cell: ({ code, campaign }) => (
              <Anchor className="code" href={deskHref({ ...place, campaign }, "money", { q: code })}>
                {code}
              </Anchor>
            ),
          },
          {
            name: t("column.paid"),
            cell: ({ paidAt }) => (paidAt ? momentText(paidAt, community.timeZone, locale, now) : t("status.odd")),
          },
          {
            name: t("service"),
            align: "end",
            cell: ({ providerMinor, currency }) => amount(providerMinor, currency),
          },
          { name: t("ledger"), align: "end", cell: ({ ledgerMinor, currency }) => amount(ledgerMinor, currency) },
          {
            name: t("difference"),
            align: "end",
            cell: ({ providerMinor, ledgerMinor, currency }) => <b>{amount(providerMinor - ledgerMinor, currency)}</b>,
          },
        ]}
      />
    </section>
  );
}
