import { Card, Disclosure } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { PayByCard, Processing, takesCard } from "@/app/[locale]/donations/_pay/card";
import type { Due } from "@/app/[locale]/donations/_pay/due";
import { Requisites } from "@/app/[locale]/donations/_pay/requisites";
import { Waiting } from "@/app/[locale]/donations/_pay/waiting";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { cardWords, donationWords } from "@/lib/core/i18n/messages/donation-pages";
import { checkoutAction } from "../actions";
import type { PartProps } from "./parts";

type PledgedProps = PartProps & { stage: "pledged" | "waiting" | "processing" };

/** Promised and not here yet: every way there is to pay, the one the donor named first. */
export function Pledged(props: PledgedProps) {
  const { locale, token, donation, money, stage, back } = props;
  const own = `/${locale}/donations/${token}`;
  if (stage === "processing") return <Processing locale={locale} email={donation.donorEmail} />;
  if (stage === "waiting") return <Waiting locale={locale} ask={own} pay={own} back={back} times={back?.times ?? 0} />;

  const due: Due = { ...donation, amountMinor: donation.pledgedMinor };
  const isFirst = donation.method === "card";
  const card = takesCard(due) && (
    <PayByCard
      locale={locale}
      due={due}
      payment={money.payment}
      action={checkoutAction.bind(null, locale, token)}
      second={!isFirst}
    />
  );
  return (
    <>
      {back?.from === "left" && <Notice tone="wait">{cardWords(locale)("left")}</Notice>}
      {isFirst && card}
      {isFirst && card ? (
        <Disclosure summary={cardWords(locale)("transfer")}>
          <Transfer {...props} due={due} />
        </Disclosure>
      ) : (
        <Card raised gap={4}>
          <h2>{claimPageWords(locale)("pay.title")}</h2>
          <Transfer {...props} due={due} />
        </Card>
      )}
      {!isFirst && card}
    </>
  );
}

function Transfer({ locale, donation, due }: PartProps & { due: Due }) {
  const { fundName, confirmHours, donorEmail } = donation;
  return (
    <div className="stack" data-gap="4">
      <p>{claimPageWords(locale)("pay.lead", { fund: fundName })}</p>
      <Requisites locale={locale} due={due} />
      <p className="small">{donationWords(locale)("byTransfer", { hours: confirmHours, email: donorEmail ?? "" })}</p>
    </div>
  );
}
