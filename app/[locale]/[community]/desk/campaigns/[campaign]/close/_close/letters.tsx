import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import { OneTap } from "../../../../_parts/one-tap";
import { deskHref } from "../../../../_parts/place";
import { thank } from "../actions";
import type { CloseProps } from "./parts";

/** How far the letters of thanks have come; or the button that sends them. */
export function Letters({ desk, place, closing, thanks }: CloseProps) {
  const { locale } = desk;
  const t = deskClosingWords(locale);
  const { people, sent, failed } = thanks;
  const isAsked = closing.thanksAskedAt !== null;
  const isGoing = isAsked && sent + failed < people;
  return (
    <Card gap={3}>
      <h2>{t("thanks.title")}</h2>
      {!isAsked && <p className="muted">{t("thanks.hint")}</p>}
      {people === 0 && <p>{t("thanks.nobody")}</p>}
      {!isAsked && people > 0 && (
        <>
          <p>{t("thanks.none")}</p>
          <OneTap action={thank.bind(null, place)} fields={{}}>
            {t("thanks.send", { count: people })}
          </OneTap>
        </>
      )}
      {isAsked && people > 0 && (
        <>
          <p className="nums">
            <b>{t("thanks.progress", { people, sent })}</b>
          </p>
          <progress className="closing-letters" max={people} value={sent} aria-label={t("thanks.title")} />
          {failed > 0 && <p>{t("thanks.failed", { count: failed })}</p>}
          {isGoing && (
            <p className="muted small">
              {t("thanks.going")} <Anchor href={deskHref({ ...desk.place }, place.back)}>{t("thanks.again")}</Anchor>
            </p>
          )}
        </>
      )}
    </Card>
  );
}
