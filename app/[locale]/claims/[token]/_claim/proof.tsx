import type { ReactNode } from "react";
import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField, FormFile } from "@/app/_web/form";
import { type ClaimPageWord, claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import { RECEIPT_MAX } from "@/lib/donations/rules";
import { proofAction } from "../actions";
import type { PartProps } from "./parts";

type ProofFormProps = Pick<PartProps, "locale" | "token"> & {
  /** Folded behind this line. */
  folded?: string;
};

/** "I have sent the money": a picture, a PDF or a receipt number. */
export function ProofForm({ locale, token, folded }: ProofFormProps) {
  const t = claimPageWords(locale);
  const fields = (
    <>
      <FormFile
        name="file"
        label={t("proof.file")}
        hint={t("proof.fileHint")}
        accept="image/jpeg,image/png,image/webp,application/pdf"
      />
      <FormField
        name="receipt"
        label={t("proof.receipt")}
        optional={siteWords(locale)("optional")}
        autoComplete="off"
        maxLength={RECEIPT_MAX}
      />
      <SubmitButton wide>{t("proof.submit")}</SubmitButton>
    </>
  );
  return (
    <Form action={proofAction.bind(null, locale, token)} checkFields={t("checkFields")} lost={t("proof.fileAgain")}>
      {folded ? <FormDisclosure summary={folded}>{fields}</FormDisclosure> : fields}
    </Form>
  );
}

type ProofCardProps = Pick<PartProps, "locale" | "token"> & {
  title: Extract<ClaimPageWord, `proof.${string}Title` | "proof.title">;
  text: Extract<ClaimPageWord, `proof.${string}Text` | "proof.text">;
};

export function ProofCard({ locale, token, title, text }: ProofCardProps) {
  const t = claimPageWords(locale);
  return (
    <Card gap={4}>
      <h2>{t(title)}</h2>
      <p>{t(text)}</p>
      <ProofForm locale={locale} token={token} />
    </Card>
  );
}

/** What was sent so far; the files open for their sender alone. */
export function SentProofs({ locale, token, claim, money }: PartProps) {
  const t = claimPageWords(locale);
  if (money.proofs.length === 0) return null;
  const href = (id: string) => `/${locale}/claims/${token}/proofs/${id}`;
  const named = ({ id, kind, receipt }: (typeof money.proofs)[number]): ReactNode => {
    if (kind === "receipt") return t("proof.receiptSent", { receipt: receipt ?? "" });
    // a plain link: it leads to a file
    return (
      <a href={href(id)} target="_blank" rel="noopener">
        {t(kind === "pdf" ? "proof.pdf" : "proof.image")}
      </a>
    );
  };
  return (
    <div className="stack" data-gap="1">
      <h3 className="legend">{t("proof.sent")}</h3>
      <ul className="stack" data-gap="1">
        {money.proofs.map((proof) => (
          <li key={proof.id} className="row" data-ends>
            <span>{named(proof)}</span>
            <time className="muted small nums" dateTime={proof.createdAt.toISOString()}>
              {momentText(proof.createdAt, claim.timeZone, locale)}
            </time>
          </li>
        ))}
      </ul>
    </div>
  );
}
