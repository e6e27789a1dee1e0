import { Disclosure } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { type Column, Table } from "@/app/_ui/table";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { LooseTransfer } from "@/lib/donations/statements/match";
import type { MatchedLine, OtherLine } from "@/lib/donations/statements/queries";
import { OneTap } from "../../../_parts/one-tap";
import { deskHref, type Place } from "../../../_parts/place";
import { takeBack, unlink } from "../actions";
import { LineWhat, type Say } from "./line-what";

type DoneProps = {
  say: Say;
  place: Place;
  mayConfirm: boolean;
  matched: { lines: MatchedLine[]; total: number };
  uneven: MatchedLine[];
  loose: { transfers: (LooseTransfer & { standingMinor: number })[]; total: number };
  setAside: OtherLine[];
  outgoing: OtherLine[];
};

/** What is behind the figures: transfers no line shows, lines of another sum, what was matched, set aside, and went out. */
export function DoneLists({ say, place, mayConfirm, matched, uneven, loose, setAside, outgoing }: DoneProps) {
  const t = deskStatementWords(say.locale);
  const money = (minor: number) => formatMoney(minor, say.currency, say.locale);
  const moment = (at: Date) => momentText(at, say.timeZone, say.locale, say.now);
  return (
    <div className="stack" data-gap="2">
      {uneven.length > 0 && (
        <div id="uneven">
          <Disclosure summary={summary(t("uneven.title"), uneven.length)} open>
            <Table caption={t("uneven.title")} rows={uneven} rowKey={({ id }) => id} columns={lineColumns(true)} />
          </Disclosure>
        </div>
      )}
      {loose.total > 0 && (
        <div id="loose">
          <Disclosure summary={summary(t("loose.title"), loose.total)}>
            <Table
              caption={t("loose.caption")}
              rows={loose.transfers}
              rowKey={({ id }) => id}
              columns={[
                { name: t("done.at"), cell: ({ at }) => moment(at) },
                { name: t("done.amount"), align: "end", cell: ({ standingMinor }) => money(standingMinor) },
                { name: t("done.codes"), cell: ({ codes }) => <Codes place={place} codes={codes} /> },
                { name: t("done.words"), cell: ({ reference }) => t("line.reference", { reference }) },
              ]}
            />
            {more(loose.transfers.length, loose.total)}
          </Disclosure>
        </div>
      )}
      {matched.total > 0 && (
        <Disclosure summary={summary(t("done.title"), matched.total)}>
          <div className="stack" data-gap="3">
            <p className="small muted">{t("done.undo")}</p>
            <Table
              caption={t("done.caption")}
              rows={matched.lines}
              rowKey={({ id }) => id}
              columns={lineColumns(false)}
            />
            {more(matched.lines.length, matched.total)}
          </div>
        </Disclosure>
      )}
      {setAside.length > 0 && (
        <Disclosure summary={summary(t("aside.title"), setAside.length)}>
          <ul className="lines">
            {setAside.map((line) => (
              <li key={line.id} className="line-case">
                <LineWhat say={say} line={line} />
                <div className="line-do">
                  <p className="small">{t("aside.because", { name: line.byName ?? "—", reason: line.reason ?? "" })}</p>
                  {mayConfirm && (
                    <OneTap
                      action={takeBack.bind(null, place)}
                      fields={{ line: line.id }}
                      about={money(line.amountMinor)}
                    >
                      {t("aside.takeBack")}
                    </OneTap>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {outgoing.length > 0 && (
        <Disclosure summary={summary(t("outgoing.title"), outgoing.length)}>
          <ul className="lines">
            {outgoing.map((line) => (
              <li key={line.id} className="line-case">
                <LineWhat say={say} line={line} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );

  function more(shown: number, total: number) {
    return shown < total && <p className="small muted">{t("unreadable.shown", { shown, total })}</p>;
  }

  function lineColumns(isUneven: boolean): Column<MatchedLine>[] {
    return [
      { name: t("done.at"), cell: ({ at }) => moment(at) },
      {
        name: t("done.amount"),
        align: "end",
        cell: ({ amountMinor, standingMinor }) =>
          isUneven ? (
            <>
              {money(amountMinor)}
              <br />
              <span className="muted">{`${t("balance.catalog")} ${money(standingMinor)}`}</span>
            </>
          ) : (
            money(amountMinor)
          ),
      },
      { name: t("done.words"), cell: ({ counterparty, comment }) => counterparty ?? (comment || "—") },
      { name: t("done.codes"), cell: ({ codes }) => <Codes place={place} codes={codes} /> },
      {
        name: "",
        cell: ({ id, amountMinor, standingMinor }) =>
          mayConfirm && (
            <div className="bulk">
              {standingMinor < amountMinor && (
                <ButtonLink kind="quiet" size="small" href={deskHref(place, "money/statement", { line: id })}>
                  {t("done.rest")}
                </ButtonLink>
              )}
              <OneTap
                action={unlink.bind(null, place)}
                fields={{ line: id }}
                kind="plain"
                about={t("done.unlinkAbout", { amount: money(amountMinor) })}
              >
                {t("done.unlink")}
              </OneTap>
            </div>
          ),
      },
    ];
  }
}

function Codes({ place, codes }: { place: Place; codes: readonly string[] }) {
  return (
    <span className="line-payee-head">
      {codes.map((code) => (
        <Anchor key={code} className="code" href={deskHref(place, "money", { q: code })}>
          {code}
        </Anchor>
      ))}
    </span>
  );
}

const summary = (title: string, count: number) => `${title}\u00A0·\u00A0${count}`;
