import { Form } from "@/app/_web/form";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { momentText } from "@/lib/core/i18n/moment";
import type { Place } from "../../../_parts/place";
import { settleTicked } from "../actions";
import { LineWhat, type Say, Whom } from "./line-what";
import type { Of } from "./load";
import { LineSection } from "./sections";
import { tickOf, writeTick } from "./tick";
import { TickedSubmit } from "./ticked-submit";

type ListProps<Kind extends "exact" | "counted"> = { say: Say; place: Place; lines: Of<Kind>[]; isNext: boolean };

/** Lines whose code was found: all of them at once. Those that are less than promised wait for a tick. */
export function ExactList({ say, place, lines, isNext }: ListProps<"exact">) {
  const t = deskStatementWords(say.locale);
  const count = lines.filter(({ suggestion }) => !suggestion.isLess).length;
  return (
    <LineSection id="exact" title={t("exact.title")} count={lines.length} lead={t("exact.lead")}>
      <Form action={settleTicked.bind(null, place)} gap={3}>
        <ul className="lines">
          {lines.map((line) => (
            <li key={line.id}>
              <label className="line-row">
                <input
                  type="checkbox"
                  name="line"
                  value={writeTick(tickOf(line.id, line.suggestion))}
                  defaultChecked={!line.suggestion.isLess}
                />
                <LineWhat say={say} line={line} />
                <Whom say={say} parts={line.suggestion.parts} />
              </label>
            </li>
          ))}
        </ul>
        <div className="lines-bar">
          <TickedSubmit count={count} isNext={isNext}>
            {t("exact.submit")}
          </TickedSubmit>
        </div>
      </Form>
    </LineSection>
  );
}

/** Lines that were entered by hand before: they are linked, and no money moves. */
export function CountedList({ say, place, lines, isNext }: ListProps<"counted">) {
  const t = deskStatementWords(say.locale);
  return (
    <LineSection id="counted" title={t("counted.title")} count={lines.length} lead={t("counted.lead")}>
      <Form action={settleTicked.bind(null, place)} gap={3}>
        <ul className="lines">
          {lines.map(({ suggestion, ...line }) => (
            <li key={line.id}>
              <label className="line-row">
                <input type="checkbox" name="line" value={writeTick(tickOf(line.id, suggestion))} defaultChecked />
                <LineWhat say={say} line={line} />
                <span className="line-whom">
                  <span className="code">{suggestion.transfer.codes.join(", ")}</span>
                  <span className="small muted">
                    {t("counted.is", {
                      at: momentText(suggestion.transfer.at, say.timeZone, say.locale, say.now),
                      reference: suggestion.transfer.reference,
                    })}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
        <div className="lines-bar">
          <TickedSubmit count={lines.length} isNext={isNext}>
            {t("counted.submit")}
          </TickedSubmit>
        </div>
      </Form>
    </LineSection>
  );
}
