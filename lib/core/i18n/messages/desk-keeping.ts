import { bilingual } from "../bilingual";

/** For how long a community keeps personal data, on its settings page. */
export const deskKeepingWords = bilingual({
  uk: {
    title: "Скільки зберігати дані",
    lead: "Для всієї спільноти. Коли строк мине, контакти й підтвердження зникнуть самі; підсумки не зміняться.",
    page: "Сторінка про приватність",
    contactDays: "Контакти гостей після акції, днів",
    proofDays: "Підтвердження після зарахування, днів",
    within: "Від {least} до {most}.",
    save: "Зберегти строки",
  },
  en: {
    title: "How long data is kept",
    lead: "For the whole community. When the time is over, contacts and proofs are removed automatically; no total changes.",
    page: "The page about privacy",
    contactDays: "Guests’ contacts after a campaign, days",
    proofDays: "Proofs after confirmation, days",
    within: "From {least} to {most}.",
    save: "Save",
  },
});
