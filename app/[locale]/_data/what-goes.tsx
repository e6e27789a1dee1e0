import { Notice } from "@/app/_ui/notice";
import { FormChoices } from "@/app/_web/form";
import type { Locale } from "@/lib/core/i18n/locale";
import { ownDataWords } from "@/lib/core/i18n/messages/own-data";
import type { Kept } from "@/lib/privacy/kept";
import type { UnderWay } from "@/lib/privacy/under-way";

const GOES = ["contacts", "access", "proofs", "words", "lines", "bank"] as const;
const STAYS = ["money", "books", "totals", "reasons", "bankReference"] as const;

/** What erasing takes away, and what stays without a name. */
export function WhatGoes({ locale, community }: { locale: Locale; community: string }) {
  const t = ownDataWords(locale);
  return (
    <>
      <div className="fields-two">
        <section className="stack" data-gap="2">
          <h2 className="part-title">{t("confirm.goes")}</h2>
          <ul>
            {GOES.map((item) => (
              <li key={item}>{t(`confirm.goesItems.${item}`)}</li>
            ))}
          </ul>
        </section>
        <section className="stack" data-gap="2">
          <h2 className="part-title">{t("confirm.stays")}</h2>
          <ul>
            {STAYS.map((item) => (
              <li key={item}>{t(`confirm.staysItems.${item}`)}</li>
            ))}
          </ul>
        </section>
      </div>
      <p className="muted small">
        {t("confirm.community", { community })} {t("confirm.photos")}
      </p>
    </>
  );
}

/** What has to end before anything can be erased. */
export function NotYet({ locale, underWay }: { locale: Locale; underWay: readonly UnderWay[] }) {
  const t = ownDataWords(locale);
  const lines = underWay.map((each) => ({ key: `${each.kind} ${each.code}`, text: sentenceOf(each, locale) }));
  return (
    <Notice tone="wait">
      <p>
        <b>{t("wait.title")}.</b> {t("wait.lead")}
      </p>
      <ul>
        {lines.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** What becomes of books nobody has claimed yet, where there are any. */
export function FreeBooks({ locale, free, own }: { locale: Locale; free: Kept["free"]; own: boolean }) {
  const t = ownDataWords(locale);
  if (free.count === 0) return <input type="hidden" name="freeBooks" value="leave" />;
  const words = own ? "free" : "freeOf";
  return (
    <FormChoices
      legend={t(`confirm.${words}.legend`, { count: free.count })}
      name="freeBooks"
      chosen={free.atPoints || !own ? "leave" : "withdraw"}
      options={(["leave", "withdraw"] as const).map((value) => ({ value, label: t(`confirm.${words}.${value}`) }))}
    />
  );
}

function sentenceOf({ kind, status, code, title }: UnderWay, locale: Locale): string {
  const t = ownDataWords(locale);
  const word = `wait.${kind}.${status}`;
  return ownDataWords.has(word) ? t(word, { code, title: title ?? "" }) : code;
}
