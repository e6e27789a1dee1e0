import { Sheet } from "@/app/_ui/blocks";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { siteWords } from "@/lib/core/i18n/messages/site";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import { proofHref } from "../../_parts/links";

type ProofsProps = { locale: Locale; community: string; row: DeskDonation };

/**
 * What the donor has sent. A picture is fetched when it is looked at, and not before: every look is recorded. (Without JavaScript
 * browsers put nothing off: then it comes, and is recorded, with the page.)
 */
export function Proofs({ locale, community, row }: ProofsProps) {
  const t = deskMoneyWords(locale);
  if (row.proofs.length === 0) return row.status === "reported" ? <p className="task-meta">{t("proof.none")}</p> : null;
  return (
    <div className="bulk" data-gap="2">
      {row.proofs.map(({ id, kind, receipt }) => {
        if (kind === "receipt")
          return (
            <span key={id} className="small">
              {t("proof.receipt", { receipt: receipt ?? "" })}
            </span>
          );
        const href = proofHref(community, id);
        if (kind === "pdf")
          return (
            <a key={id} className="button" data-kind="quiet" data-size="small" href={href} download>
              {t("proof.pdf")}
              <span className="hidden-text"> {row.code}</span>
            </a>
          );
        return (
          <Sheet
            key={id}
            open={
              <>
                {t("proof.image")}
                <span className="hidden-text"> {row.code}</span>
              </>
            }
            title={t("proof.title", { code: row.code })}
            close={siteWords(locale)("close")}
          >
            {/* biome-ignore lint/performance/noImgElement: a private picture, made at upload */}
            <img className="proof-picture" src={href} alt={t("proof.alt", { code: row.code })} loading="lazy" />
            <p className="row small">
              <a href={href} target="_blank" rel="noreferrer">
                {t("proof.large")}
              </a>
              <span className="muted">{t("proof.viewed")}</span>
            </p>
          </Sheet>
        );
      })}
    </div>
  );
}
