import { Disclosure } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import { OneTap } from "../../../_parts/one-tap";
import { deskHref, type Place } from "../../../_parts/place";
import { confirmTyped, donate, setAside } from "../actions";
import { about, type Say } from "./line-what";

type ByHandProps = {
  say: Say;
  place: Place;
  line: { id: string; at: Date; amountMinor: number };
  /** Something better is proposed above. */
  isFolded?: boolean;
  isNext?: boolean;
  /** On the line's own page: the way there is left out. */
  isAlone?: boolean;
};

/** What a person can do with a line by themselves: type codes, look somebody up, keep it without a book, set it aside. */
export function ByHand({ say, place, line, isFolded, isNext, isAlone }: ByHandProps) {
  const t = deskStatementWords(say.locale);
  const which = about(say, line);
  const ways = (
    <div className="stack" data-gap="2">
      <Form action={confirmTyped.bind(null, place)} gap={2}>
        <input type="hidden" name="line" value={line.id} />
        <div className="line-form" data-fields="1" data-next={isNext || undefined}>
          <FormField label={t("rest.codes")} name="codes" autoComplete="off" maxLength={500} required />
          <SubmitButton size="small">
            {t("rest.submit")}
            <span className="hidden-text"> {which}</span>
          </SubmitButton>
        </div>
      </Form>
      <div className="line-ways">
        {!isAlone && (
          <ButtonLink kind="quiet" size="small" href={deskHref(place, "money/statement", { line: line.id })}>
            {t("rest.search")}
            <span className="hidden-text"> {which}</span>
          </ButtonLink>
        )}
        <OneTap action={donate.bind(null, place)} fields={{ line: line.id }} about={which}>
          {t("rest.donate")}
        </OneTap>
      </div>
      <Disclosure
        summary={
          <>
            {t("rest.setAside")}
            <span className="hidden-text"> {which}</span>
          </>
        }
        plain
      >
        <Form action={setAside.bind(null, place)} gap={2}>
          <input type="hidden" name="line" value={line.id} />
          <div className="line-form" data-fields="1">
            <FormField label={t("rest.reason")} name="reason" autoComplete="off" maxLength={300} required />
            <SubmitButton kind="quiet" size="small">
              {t("rest.setAsideSubmit")}
              <span className="hidden-text"> {which}</span>
            </SubmitButton>
          </div>
        </Form>
      </Disclosure>
    </div>
  );
  if (!isFolded) return ways;
  return (
    <Disclosure
      summary={
        <>
          {t("one.otherwise")}
          <span className="hidden-text"> {which}</span>
        </>
      }
      plain
    >
      {ways}
    </Disclosure>
  );
}
