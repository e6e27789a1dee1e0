import { bilingual, type KeyOf } from "../bilingual";

const uk = {
  name: "Bookraiser",
  home: "Bookraiser, на головну",
  description: "Книги, що збирають гроші на добро: обирайте книгу, робіть донат фонду й забирайте її собі.",
  skip: "До вмісту",
  menu: "Головне меню",
  crumbs: "Де ви зараз",
  otherLanguage: "English",
  otherLanguageLabel: "Read this page in English",
  signIn: "Увійти",
  myPage: "Моє",
  desk: "Стіл",
  allCampaigns: "Усі акції",
  footerPromise:
    "Донат іде напряму фонду. Ми записуємо його й показуємо, скільки зібрано, але ніколи не тримаємо грошей.",
  copy: "Копіювати",
  copied: "Скопійовано",
  close: "Закрити",
  optional: "необов’язково",
  notFoundTitle: "Такої сторінки немає",
  notFoundText: "Можливо, адресу введено з помилкою або акція вже завершилася. Відкриті акції — на головній.",
  goHome: "На головну",
  time: { days: "дн.", hours: "год", minutes: "хв", seconds: "с", over: "Час вийшов" },
} as const;

/** The frame of every page: header, footer, and the pages that say something went wrong. */
export const siteWords = bilingual({
  uk,
  en: {
    name: "Bookraiser",
    home: "Bookraiser, home page",
    description: "Books that raise money for good: choose a book, donate to the fund, and the book is yours.",
    skip: "Skip to content",
    menu: "Main menu",
    crumbs: "You are here",
    otherLanguage: "Українською",
    otherLanguageLabel: "Читати цю сторінку українською",
    signIn: "Sign in",
    myPage: "My page",
    desk: "Desk",
    allCampaigns: "All campaigns",
    footerPromise:
      "Donations go straight to the fund. We record them and show how much was raised, and never hold the money.",
    copy: "Copy",
    copied: "Copied",
    close: "Close",
    optional: "optional",
    notFoundTitle: "There is no such page",
    notFoundText: "The address may be mistyped, or the campaign may have ended. Open campaigns are on the home page.",
    goHome: "Home page",
    time: { days: "d", hours: "h", minutes: "min", seconds: "s", over: "Time is up" },
  },
});

export type SiteWord = KeyOf<typeof uk>;
