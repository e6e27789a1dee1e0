import { bilingual } from "../bilingual";

const uk = {
  name: {
    title: "Показати ваше ім’я серед донорів?",
    text: "Самі ми нікого не називаємо. Якщо хочете стояти в списку донорів акції, впишіть, як вас назвати. Ім’я побачать усі, суму — ніхто.",
    titleShown: "Ваше ім’я в списку донорів",
    textShown: "Його бачать усі, суму — ніхто. Змінити або прибрати ім’я можна будь-коли.",
    field: "Як вас назвати",
    show: "Показати в списку",
    change: "Змінити",
    leave: "Прибрати мене зі списку",
    shown: "Готово. Ім’я з’явиться в списку донорів, щойно внесок зараховано.",
    left: "Готово. Вашого імені в списку донорів більше немає.",
  },
} as const;

/** The receipt of a donation, and the donor's name in the public list. */
export const receiptWords = bilingual({
  uk,
  en: {
    name: {
      title: "Show your name among the donors?",
      text: "We name nobody on our own. If you would like to stand in the campaign’s list of donors, write how to call you. Everybody sees the name, nobody the amount.",
      titleShown: "Your name in the list of donors",
      textShown: "Everybody sees it, and nobody the amount. You can change or remove it at any time.",
      field: "How to call you",
      show: "Show me in the list",
      change: "Change",
      leave: "Remove me from the list",
      shown: "Done. Your name is in the list of donors as soon as your donation has arrived.",
      left: "Done. Your name is no longer in the list of donors.",
    },
  },
});
