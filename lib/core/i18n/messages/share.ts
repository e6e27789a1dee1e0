import { bilingual } from "../bilingual";

const uk = {
  share: "Поділитися",
  titleBook: "Поділитися книгою",
  titleCampaign: "Поділитися акцією",
  lead: "Оберіть, де поділитеся: зробимо для вас окреме посилання. За ним ми бачимо лише, скільки людей прийшло, а не хто ви.",
  thanksTitle: "Розкажіть іншим",
  thanksLead: "Один допис — і хтось знайде тут свою книгу, а фонд отримає ще один донат.",
  where: "Де поділитеся",
  network: {
    telegram: "Telegram",
    viber: "Viber",
    facebook: "Facebook",
    whatsapp: "WhatsApp",
    other: "Лише посилання",
  },
  ready: "Ваше посилання",
  readyText: "Скопіюйте його або відкрийте застосунок.",
  open: "Відкрити {network}",
  text: "«{campaign}»: книги в обмін на донат. Усі гроші отримує {fund}.",
  textBook: "«{title}» шукає нового читача — за донат, який отримає {fund}.",
  back: "Назад",
} as const;

/** Readers share a page by a link of their own. */
export const shareWords = bilingual({
  uk,
  en: {
    share: "Share",
    titleBook: "Share this book",
    titleCampaign: "Share this campaign",
    lead: "Choose where: we make a link of your own. It tells us how many people came, and not who you are.",
    thanksTitle: "Tell others",
    thanksLead: "One post, and somebody finds a book here while the fund gets another donation.",
    where: "Where you share",
    network: {
      telegram: "Telegram",
      viber: "Viber",
      facebook: "Facebook",
      whatsapp: "WhatsApp",
      other: "Just the link",
    },
    ready: "Your link",
    readyText: "Copy it, or open an app.",
    open: "Open {network}",
    text: "“{campaign}”: books for donations. All the money goes to {fund}.",
    textBook: "“{title}” is looking for a new reader, for a donation to {fund}.",
    back: "Back",
  },
});
