import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { momentText } from "@/lib/core/i18n/moment";
import type { LooseTransfer, Payee } from "@/lib/donations/statements/match";
import type { Place } from "../../../_parts/place";
import { settleTicked } from "../actions";
import { ByHand } from "./by-hand";
import { about, LineWhat, type Say, Whom } from "./line-what";
import type { Of } from "./load";
import { LineSection } from "./sections";
import { tickOf, writeTick } from "./tick";

type ProbableListProps = {
  say: Say;
  place: Place;
  lines: (Of<"probable"> | Of<"counted">)[];
  choose: Of<"choose">[];
};

/** Lines without a code: one that looks like it, or a few to choose from. Each is looked at by a person. */
export function ProbableList({ say, place, lines, choose }: ProbableListProps) {
  const t = deskStatementWords(say.locale);
  return (
    <LineSection
      id="probable"
      title={t("probable.title")}
      count={lines.length + choose.length}
      lead={t("probable.lead")}
    >
      <ul className="lines">
        {lines.map((line) => (
          <li key={line.id} className="line-case">
            <LineWhat say={say} line={line} />
            <div className="line-do">
              <Form action={settleTicked.bind(null, place)} gap={2}>
                <input type="hidden" name="line" value={writeTick(tickOf(line.id, line.suggestion))} />
                <div className="line-guess">
                  <div>
                    {line.suggestion.kind === "probable" ? (
                      <>
                        <Whom say={say} parts={line.suggestion.parts} />
                        <p className="small muted">{t(`probable.by.${line.suggestion.by}`)}</p>
                      </>
                    ) : (
                      <>
                        <TransferText say={say} transfer={line.suggestion.transfer} />
                        <p className="small muted">{t("counted.perhaps")}</p>
                      </>
                    )}
                  </div>
                  <SubmitButton size="small">
                    {line.suggestion.kind === "probable" ? t("probable.submit") : t("one.link")}
                    <span className="hidden-text"> {about(say, line)}</span>
                  </SubmitButton>
                </div>
              </Form>
              <ByHand say={say} place={place} line={line} isFolded />
            </div>
          </li>
        ))}
        {choose.map((line) => (
          <li key={line.id} className="line-case">
            <LineWhat say={say} line={line} />
            <div className="line-do">
              <ChooseForm say={say} place={place} line={line} {...line.suggestion} />
              <ByHand say={say} place={place} line={line} isFolded />
            </div>
          </li>
        ))}
      </ul>
    </LineSection>
  );
}

type ChooseFormProps = {
  say: Say;
  place: Place;
  line: { id: string; at: Date; amountMinor: number };
  payees: readonly Payee[];
  transfers: readonly LooseTransfer[];
};

/** Those a line may be for, and the transfers it may be, one of which is chosen. */
export function ChooseForm({ say, place, line, payees, transfers }: ChooseFormProps) {
  const t = deskStatementWords(say.locale);
  return (
    <Form action={settleTicked.bind(null, place)} gap={2}>
      <fieldset className="line-choices">
        <legend className="small muted">{t("probable.choose")}</legend>
        {payees.map((payee) => {
          const part = { payee, amountMinor: line.amountMinor };
          const tick = writeTick({ lineId: line.id, parts: [{ code: payee.code, amountMinor: line.amountMinor }] });
          return (
            <label key={payee.id} className="check">
              <input type="radio" name="line" value={tick} required />
              <Whom say={say} parts={[part]} />
            </label>
          );
        })}
        {transfers.map((transfer) => (
          <label key={transfer.id} className="check">
            <input type="radio" name="line" value={writeTick({ lineId: line.id, transferId: transfer.id })} required />
            <TransferText say={say} transfer={transfer} />
          </label>
        ))}
      </fieldset>
      <div>
        <SubmitButton kind="quiet" size="small">
          {t("probable.submit")}
          <span className="hidden-text"> {about(say, line)}</span>
        </SubmitButton>
      </div>
    </Form>
  );
}

function TransferText({ say, transfer }: { say: Say; transfer: LooseTransfer }) {
  const t = deskStatementWords(say.locale);
  const { codes, reference } = transfer;
  return (
    <span className="line-whom">
      <span>{t("probable.transfer", { codes: codes.join(", "), reference })}</span>
      <span className="small muted">{momentText(transfer.at, say.timeZone, say.locale, say.now)}</span>
    </span>
  );
}
