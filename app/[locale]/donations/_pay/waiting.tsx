import type { ReactNode } from "react";
import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import type { Locale } from "@/lib/core/i18n/locale";
import { cardWords } from "@/lib/core/i18n/messages/donation-pages";
import { type Back, backPath, WAITS } from "./back";
import { Reload } from "./reload";

type WaitingProps = {
  locale: Locale;
  /** The donation's own page, which asks the provider, with its language. */
  ask: string;
  /** The page to pay from. */
  pay: string;
  /** How the donor came here; nothing when the payment page's time ended by itself. */
  back?: Back | undefined;
  /** How often this has been asked by itself. */
  times: number;
  children?: ReactNode;
};

const RELOAD_SECONDS = 5;

/** Nobody knows yet whether money came. The page asks again by itself, without JavaScript, and not for ever. */
export function Waiting({ locale, ask, pay, back, times: before, children }: WaitingProps) {
  const t = cardWords(locale);
  const times = Math.min(before + 1, WAITS);
  const again = backPath(ask, { from: "paid", times });
  const isLong = before >= WAITS;
  const name = back ? "wait" : "ended";
  return (
    <Card raised gap={4}>
      {!isLong && <Reload to={again} seconds={RELOAD_SECONDS} />}
      <h2>{t(`${name}Title`)}</h2>
      <p role="status">{t(isLong ? "waitLong" : name)}</p>
      {children}
      <div>
        <ButtonLink kind="quiet" href={again}>
          {t("again")}
        </ButtonLink>
      </div>
      {back && (
        <p className="small">
          <Anchor href={pay}>{t("notPaid")}</Anchor>
        </p>
      )}
    </Card>
  );
}
