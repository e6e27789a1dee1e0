import { bilingual } from "../bilingual";

const uk = {
  title: "Telegram",
  lead: "Про бронювання, книги й зустрічі можемо писати вам і в Telegram. Листи на пошту теж приходитимуть, а коди — лише туди.",
  make: "Отримувати в Telegram",
  open: "Відкрити Telegram",
  ready:
    "Відкрийте бота й натисніть «Почати» (Start). Посилання діє годину, воно лише для вас: нікому його не надсилайте.",
  again: "Після цього оновіть сторінку.",
  linked: "Telegram під’єднано: усе, що приходить листом, приходить і туди.",
  stop: "Від’єднати Telegram",
  lost: "Бота заблоковано або видалено, тож у Telegram ми більше не пишемо. Листи приходять, як і раніше.",
  stopped: "Telegram від’єднано.",
  bot: {
    linked:
      "Готово! Спільнота «{community}» писатиме вам і сюди. Листи на пошту теж приходитимуть. Щоб зупинити, надішліть /stop.",
    stopped: "Більше сюди не пишемо. Листи на пошту приходитимуть, як і раніше.",
    help: "Тут ми розповідаємо про ваші бронювання, книги й зустрічі. Відповідей бот не читає: усе інше — на сайті, за кнопками під повідомленнями. Щоб зупинити, надішліть /stop.",
    notLinked:
      "Поки що сюди ніхто не пише. Відкрийте на сайті свою сторінку в спільноті чи сторінку бронювання й натисніть «Отримувати в Telegram».",
    linkOver: "Це посилання вже не діє. Візьміть на сайті нове: воно діє годину.",
  },
} as const;

/** What the bot says by itself, and what pages say of it. */
export const telegramWords = bilingual({
  uk,
  en: {
    title: "Telegram",
    lead: "We can tell you of reservations, books and meetings in Telegram, too. E-mails will still come, and codes come by e-mail alone.",
    make: "Get messages in Telegram",
    open: "Open Telegram",
    ready: "Open the bot and press Start. The link works for an hour and is yours alone: send it to nobody.",
    again: "Then reload this page.",
    linked: "Telegram is linked: what comes by e-mail comes there, too.",
    stop: "Unlink Telegram",
    lost: "The bot is blocked or deleted, so we no longer write in Telegram. E-mails come as before.",
    stopped: "Telegram is unlinked.",
    bot: {
      linked:
        "Done! The community “{community}” will write to you here, too. E-mails will still come. To stop, send /stop.",
      stopped: "We no longer write here. E-mails will come as before.",
      help: "Here we tell you of your reservations, books and meetings. The bot reads no answers: everything else is on the site, behind the buttons under its messages. To stop, send /stop.",
      notLinked:
        "Nobody writes here yet. On the site, open your own page in the community or the page of your reservation, and press “Get messages in Telegram”.",
      linkOver: "This link no longer works. Take a new one on the site: it works for an hour.",
    },
  },
});
