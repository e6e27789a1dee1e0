import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import type { StillOpen as Open } from "@/lib/reports/closing";
import { deskHref } from "../../../../_parts/place";
import type { CloseProps } from "./parts";

const WHERE: Record<keyof Open, { section: string; hash?: string }> = {
  proofs: { section: "money" },
  withoutBook: { section: "money", hash: "without-book" },
  holds: { section: "hand-over", hash: "holds" },
  waiting: { section: "books" },
  handovers: { section: "hand-over" },
  reviews: { section: "books" },
};

/** What waits for somebody, a line each, with the place where it is settled. */
export function StillOpen({ desk: { locale }, place, closing, lead }: CloseProps & { lead: string }) {
  const t = deskClosingWords(locale);
  const kinds = (Object.keys(WHERE) as (keyof Open)[]).filter((kind) => closing.open[kind] > 0);
  return (
    <Card gap={3}>
      <h2>{t("open.title")}</h2>
      {kinds.length === 0 ? (
        <p className="muted">{t("open.nothing")}</p>
      ) : (
        <>
          <p className="muted">{lead}</p>
          <ul className="closing-open">
            {kinds.map((kind) => {
              const { section, hash } = WHERE[kind];
              const words = t(`open.${kind}`, { count: closing.open[kind] });
              return (
                <li key={kind}>
                  <span>{words}</span>
                  <Anchor className="small" href={deskHref({ ...place, back: undefined }, section, {}, hash)}>
                    {t("open.see")}
                    <span className="hidden-text">: {words}</span>
                  </Anchor>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Card>
  );
}
