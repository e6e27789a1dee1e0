import { ButtonLink } from "@/app/_ui/button";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import type { SuggestedLine } from "@/lib/donations/statements/queries";
import { deskHref, type Place } from "../../../_parts/place";
import { ByHand } from "./by-hand";
import { about, LineWhat, type Say } from "./line-what";
import { LineSection } from "./sections";

type RestListProps = { say: Say; place: Place; lines: SuggestedLine[]; isNext: boolean };

/** Lines that tell too little, or too much: a person knows. */
export function RestList({ say, place, lines, isNext }: RestListProps) {
  const t = deskStatementWords(say.locale);
  return (
    <LineSection id="rest" title={t("rest.title")} count={lines.length} lead={t("rest.lead")}>
      <ul className="lines">
        {lines.map((line, nth) => (
          <li key={line.id} className="line-case">
            <div className="stack" data-gap="2">
              <LineWhat say={say} line={line} />
              <Remark say={say} place={place} line={line} />
            </div>
            <div className="line-do">
              <ByHand say={say} place={place} line={line} isNext={isNext && nth === 0} />
            </div>
          </li>
        ))}
      </ul>
    </LineSection>
  );
}

/** Why a line with codes is not sure. */
export function Remark({ say, place, line }: { say: Say; place: Place; line: SuggestedLine }) {
  const t = deskStatementWords(say.locale);
  const { suggestion } = line;
  if (suggestion.kind === "settled")
    return (
      <p className="line-remark">
        {t("rest.settled", { codes: suggestion.payees.map(({ code }) => code).join(", ") })}
      </p>
    );
  if (suggestion.kind === "none" && suggestion.unknownCodes.length > 0)
    return <p className="line-remark">{t("rest.unknown", { codes: suggestion.unknownCodes.join(", ") })}</p>;
  if (suggestion.kind !== "shares") return null;
  const codes = suggestion.parts.map(({ payee }) => payee.code).join(" ");
  return (
    <div className="line-remark stack" data-gap="2">
      <p>{t("rest.shares")}</p>
      <div>
        <ButtonLink size="small" href={deskHref(place, "money/statement", { line: line.id, codes })}>
          {t("rest.share")}
          <span className="hidden-text"> {about(say, line)}</span>
        </ButtonLink>
      </div>
    </div>
  );
}
