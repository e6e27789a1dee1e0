import { Card } from "@/app/_ui/blocks";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import type { listTokens } from "@/lib/identity/tokens";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import type { Place } from "../../_parts/place";
import { endToken, makeToken } from "../actions";
import { TokenForm } from "./token-form";

type TokensProps = { desk: Desk; place: Place; tokens: Awaited<ReturnType<typeof listTokens>> };

/** One's own API tokens, and a new one. */
export function Tokens({ desk, place, tokens }: TokensProps) {
  const { locale, community, now } = desk;
  const t = deskSettingsWords(locale);
  const at = (moment: Date) => momentText(moment, community.timeZone, locale, now);
  return (
    <Card>
      <h2 className="task-title">{t("tokens.title")}</h2>
      <p className="muted small">{t("tokens.lead")}</p>
      <TokenForm
        action={makeToken.bind(null, place)}
        words={{
          name: t("tokens.name"),
          create: t("tokens.create"),
          made: t("tokens.made"),
          copy: siteWords(locale)("copy"),
          copied: siteWords(locale)("copied"),
        }}
      />
      <ul className="tasks" aria-label={t("tokens.caption")}>
        {tokens.map(({ id, name, createdAt, lastUsedAt }) => (
          <li key={id} className="task">
            <div className="task-text">
              <p className="task-name">{name}</p>
              <p className="task-meta">
                <span>{t("tokens.createdAt", { at: at(createdAt) })}</span>
                <span>{lastUsedAt ? t("tokens.used", { at: at(lastUsedAt) }) : t("tokens.neverUsed")}</span>
              </p>
            </div>
            <div className="task-action">
              <OneTap action={endToken.bind(null, place)} fields={{ token: id }} kind="danger" about={name}>
                {t("tokens.revoke")}
              </OneTap>
            </div>
          </li>
        ))}
      </ul>
      {tokens.length === 0 && <p className="muted small">{t("tokens.none")}</p>}
    </Card>
  );
}
