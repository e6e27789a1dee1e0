import { Disclosure, Pairs } from "@/app/_ui/blocks";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWebhookWords } from "@/lib/core/i18n/messages/desk-webhooks";
import { WEBHOOK_EVENTS } from "@/lib/messages/webhooks/events";

const VERIFY = `import { Webhook } from "standardwebhooks";

// headers: webhook-id, webhook-timestamp, webhook-signature
const event = new Webhook(secret).verify(rawBody, headers);`;

const BY_HAND = `import { createHmac, timingSafeEqual } from "node:crypto";

const key = Buffer.from(secret.slice("whsec_".length), "base64");
const signed = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\${rawBody}\`).digest("base64");
const given = signature.split(" ").map((one) => one.replace(/^v1,/, ""));
const holds = given.some(
  (one) => one.length === signed.length && timingSafeEqual(Buffer.from(one), Buffer.from(signed)),
);
const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;`;

/** What a program that is told has to know. */
export function HowTo({ locale }: { locale: Locale }) {
  const t = deskWebhookWords(locale);
  return (
    <Disclosure summary={t("how.title")}>
      <div className="stack" data-gap="3">
        <p>{t("how.what")}</p>
        <p>{t("how.answer")}</p>
        <p>{t("how.once")}</p>
        <p>{t("how.sign")}</p>
        <Code text={VERIFY} name={t("how.sign")} />
        <p>{t("how.byHand")}</p>
        <Code text={BY_HAND} name={t("how.byHand")} />
        <h2 className="task-title">{t("how.names")}</h2>
        <Pairs items={WEBHOOK_EVENTS.map((event) => ({ name: event, value: t(`events.${event}`) }))} />
      </div>
    </Disclosure>
  );
}

/** Wide code is scrolled by the keyboard, too. */
function Code({ text, name }: { text: string; name: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
    <section className="code-block" tabIndex={0} aria-label={name}>
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  );
}
