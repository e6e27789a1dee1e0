import { Disclosure } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import type { SharesAt } from "@/app/[locale]/_handover/whose";
import type { Locale } from "@/lib/core/i18n/locale";
import { telegramWords } from "@/lib/core/i18n/messages/telegram";
import type { ChatState } from "@/lib/messages/telegram/chats";
import { linkAction, unlinkAction } from "./actions";
import { LinkForm } from "./link-form";

type TelegramProps = {
  locale: Locale;
  at: SharesAt;
  state: ChatState;
  /** What the last action on the page left to say. */
  said?: string | undefined;
};

/** Whether somebody is told in Telegram, too, and the way in and out. Nothing where the installation has no bot. */
export function TelegramPart({ locale, at, state, said }: TelegramProps) {
  if (state === "off") return null;
  const t = telegramWords(locale);
  const words = {
    title: t("title"),
    lead: t("lead"),
    make: t("make"),
    ready: t("ready"),
    open: t("open"),
    again: t("again"),
  };
  return (
    <div id="telegram" className="stack" data-gap="3">
      {said === "telegram" && state === "none" && <Notice tone="good">{t("stopped")}</Notice>}
      {state === "lost" && <Notice tone="wait">{t("lost")}</Notice>}
      {state === "linked" ? (
        <Disclosure summary={t("title")}>
          <div className="stack" data-gap="3">
            <p className="muted small">{t("linked")}</p>
            <Form action={unlinkAction.bind(null, locale, at)}>
              <div>
                <SubmitButton kind="quiet">{t("stop")}</SubmitButton>
              </div>
            </Form>
          </div>
        </Disclosure>
      ) : (
        <LinkForm action={linkAction.bind(null, locale, at)} words={words} open={state === "lost"} />
      )}
    </div>
  );
}
