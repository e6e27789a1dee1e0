import { Icon } from "@/app/_ui/icon";
import { Table } from "@/app/_ui/table";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskCardsWords } from "@/lib/core/i18n/messages/desk-cards";
import { formatMoney } from "@/lib/core/money";
import type { Group, GroupLine } from "./groups";

/** The sums of one provider in one currency: two bars a line to see it, a table to read it. */
export function BooksGroup({ locale, group }: { locale: Locale; group: Group }) {
  const t = deskCardsWords(locale);
  const { provider, currency, lines } = group;
  const name = t(`provider.${provider}`);
  const title = t("group", { provider: name, currency });
  const amount = (minor: number) => formatMoney(minor, currency, locale);
  return (
    <section className="stack" aria-label={title}>
      <h2>{title}</h2>
      <div className="books">
        <Bars locale={locale} group={group} />
        <Table
          caption={title}
          rows={lines}
          rowKey={({ kind }) => kind}
          columns={[
            {
              name: t("what"),
              cell: ({ kind }) => (
                <span className={kind === "balance" ? "table-name" : undefined}>{t(`kind.${kind}`)}</span>
              ),
            },
            {
              name,
              align: "end",
              cell: ({ providerMinor }) => <span className="nums nowrap">{amount(providerMinor)}</span>,
            },
            {
              name: t("ledger"),
              align: "end",
              cell: ({ ledgerMinor }) => <span className="nums nowrap">{amount(ledgerMinor)}</span>,
            },
            {
              name: t("difference"),
              align: "end",
              cell: (line) => (
                <b className="nums nowrap difference" data-off={differenceOf(line) !== 0 || undefined}>
                  {differenceOf(line) === 0 ? <Icon name="check" /> : <Icon name="warn" />}
                  {amount(differenceOf(line))}
                </b>
              ),
            },
          ]}
        />
      </div>
    </section>
  );
}

const differenceOf = ({ providerMinor, ledgerMinor }: GroupLine) => providerMinor - ledgerMinor;

/** For the eye alone: the table beside it says the same. */
function Bars({ locale, group: { provider, lines } }: { locale: Locale; group: Group }) {
  const t = deskCardsWords(locale);
  const whole = Math.max(
    1,
    ...lines.flatMap(({ providerMinor, ledgerMinor }) => [providerMinor, ledgerMinor].map(Math.abs)),
  );
  const share = (minor: number) => `${Math.round((Math.abs(minor) / whole) * 1000) / 10}%`;
  return (
    <figure className="book-bars" aria-hidden="true">
      {lines.map(({ kind, providerMinor, ledgerMinor }) => (
        <div key={kind} data-off={providerMinor !== ledgerMinor || undefined}>
          <span>{t(`kind.${kind}`)}</span>
          <i className="of-provider" style={{ width: share(providerMinor) }} />
          <i className="of-ledger" style={{ width: share(ledgerMinor) }} />
        </div>
      ))}
      <figcaption className="small muted">
        <span className="swatch of-provider" /> {t(`provider.${provider}`)}
        <span className="swatch of-ledger" /> {t("ledger")}
      </figcaption>
    </figure>
  );
}
