import { bilingual } from "../bilingual";

const uk = {
  join: {
    title: "Стати в чергу",
    lead: "Книгу забронювали, але вона ще може звільнитися. Тоді ми напишемо тому, хто перший у черзі, і вона чекатиме на нього {hours, plural, one {# годину} few {# години} many {# годин} other {# години}}.",
    waiting:
      "{count, plural, =0 {У черзі ще нікого.} one {У черзі # людина.} few {У черзі # людини.} many {У черзі # людей.} other {У черзі # людини.}}",
    submit: "Стати в чергу",
    as: "Станете в чергу як {name}",
    consent: "Погоджуюся, щоб спільнота зберігала мої ім’я та пошту, аби написати, коли книга звільниться",
    afterRace: "Можна стати в чергу: якщо книга звільниться, ми напишемо.",
  },
  eyebrow: "Ваше місце в черзі",
  private: "Ця сторінка особиста: хто має її адресу, той діє від вашого імені.",
  badge: {
    unverified: "Підтвердьте пошту",
    waiting: "У черзі",
    offered: "Чекає на вас",
    taken: "Заброньовано",
    lapsed: "Час минув",
    left: "Не в черзі",
  },
  verify: {
    title: "Введіть код із листа",
    text: "Ми надіслали шість цифр на {email}. Щойно ви їх введете, ви станете в чергу — з тієї хвилини, коли попросили.",
    code: "Код із листа",
    submit: "Стати в чергу",
    resend: "Надіслати код ще раз",
    resent: "Надіслали новий код. Попередній більше не діє.",
    noLetter: "Немає листа?",
  },
  waiting: {
    title:
      "{ahead, plural, =0 {Ви перші в черзі} one {Перед вами # людина} few {Перед вами # людини} many {Перед вами # людей} other {Перед вами # людини}}",
    text: "Якщо книга звільниться і дійде ваша черга, ми напишемо на {email}. Книга чекатиме на вас {hours, plural, one {# годину} few {# години} many {# годин} other {# години}}.",
    meanwhile: "А поки що перегляньте вільні книги",
  },
  offered: {
    title: "Книга звільнилася й чекає на вас",
    until: "Забронюйте її до {until}. Доти її не може забронювати ніхто інший.",
    left: "Лишилося",
    untilShort: "до {until}",
    submit: "Забронювати",
  },
  taken: {
    title: "Ви забронювали цю книгу",
    text: "Черга допомогла. Далі все — на сторінці бронювання.",
    open: "Відкрити бронювання",
  },
  lapsed: {
    title: "Час на бронювання минув",
    text: "Книга чекала на вас, але тепер її можуть забронювати інші. Якщо вона ще потрібна, відкрийте її сторінку: вільну можна забронювати, а за зайнятою — стати в чергу ще раз.",
  },
  left: {
    title: "Ви більше не в черзі",
    text: "Якщо передумаєте, на сторінці книги можна стати в чергу знову.",
  },
  closed: {
    title: "Черга завершилася",
    text: "Книга дісталася іншому читачеві, або її зняли з каталогу. Дякуємо, що чекали!",
  },
  over: {
    title: "Акцію завершено",
    text: "Нових бронювань уже немає, тож черга теж завершилася. Дякуємо, що чекали!",
  },
  toBook: "Сторінка книги",
  toBooks: "Вільні книги акції",
  leave: {
    summary: "Вийти з черги",
    text: "Ваше місце дістанеться тим, хто стоїть за вами. Якщо стати в чергу ще раз, ви будете останні.",
    submit: "Вийти з черги",
  },
  me: {
    title: "Мої черги",
    place:
      "{ahead, plural, =0 {Ви перші} one {Перед вами # людина} few {Перед вами # людини} many {Перед вами # людей} other {Перед вами # людини}}",
    until: "Чекає на вас до {until}",
    claim: "Забронювати",
    leave: "Вийти з черги",
    left: "Ви вийшли з черги.",
  },
  desk: {
    title: "Черга",
    none: "Ніхто не чекає.",
    place: "{number}-й у черзі",
    since: "з {time}",
    offered: "Запропоновано до {time}",
    unverified: "Пошту ще не підтверджено",
  },
} as const;

/** Standing in line for a book: on its page, on the private page of a place, and in the lists of both sides. */
export const waitWords = bilingual({
  uk,
  en: {
    join: {
      title: "Join the waiting list",
      lead: "The book is reserved, but it may still come free. Then we write to the first in line, and it is kept for them for {hours, plural, one {# hour} other {# hours}}.",
      waiting: "{count, plural, =0 {Nobody is in line yet.} one {# person is in line.} other {# people are in line.}}",
      submit: "Join the waiting list",
      as: "Joining as {name}",
      consent: "I agree that the community keeps my name and e-mail address to write to me when the book comes free",
      afterRace: "You can join the waiting list: if the book comes free, we will write to you.",
    },
    eyebrow: "Your place in line",
    private: "This page is personal: whoever has its address acts in your name.",
    badge: {
      unverified: "Confirm your e-mail",
      waiting: "In line",
      offered: "Kept for you",
      taken: "Reserved",
      lapsed: "Time is over",
      left: "Not in line",
    },
    verify: {
      title: "Type the code from the e-mail",
      text: "We have sent six digits to {email}. Once you type them, you are in line, from the minute you asked.",
      code: "Code from the e-mail",
      submit: "Join the waiting list",
      resend: "Send the code again",
      resent: "A new code is on its way. The earlier one no longer works.",
      noLetter: "No e-mail?",
    },
    waiting: {
      title: "{ahead, plural, =0 {You are first in line} one {# person is before you} other {# people are before you}}",
      text: "If the book comes free and it is your turn, we will write to {email}. The book is then kept for you for {hours, plural, one {# hour} other {# hours}}.",
      meanwhile: "Meanwhile, have a look at the available books",
    },
    offered: {
      title: "The book has come free and is kept for you",
      until: "Reserve it by {until}. Nobody else can reserve it before that.",
      left: "Time left",
      untilShort: "until {until}",
      submit: "Reserve",
    },
    taken: {
      title: "You have reserved this book",
      text: "Waiting was worth it. Everything else is on the reservation’s page.",
      open: "Open the reservation",
    },
    lapsed: {
      title: "The time to reserve is over",
      text: "The book was kept for you, but others can reserve it now. If you still want it, open its page: an available book can be reserved, and for one that is taken you can join the waiting list again.",
    },
    left: {
      title: "You are no longer in line",
      text: "If you change your mind, you can join the waiting list again on the book’s page.",
    },
    closed: {
      title: "The waiting list is closed",
      text: "The book has gone to another reader or was taken out of the catalog. Thank you for waiting!",
    },
    over: {
      title: "The campaign is over",
      text: "There are no new reservations, so the line has ended too. Thank you for waiting!",
    },
    toBook: "The book’s page",
    toBooks: "Available books in this campaign",
    leave: {
      summary: "Leave the waiting list",
      text: "Your place goes to those behind you. If you join again, you will be the last.",
      submit: "Leave the waiting list",
    },
    me: {
      title: "My waiting lists",
      place: "{ahead, plural, =0 {You are first} one {# person before you} other {# people before you}}",
      until: "Kept for you until {until}",
      claim: "Reserve",
      leave: "Leave the waiting list",
      left: "You have left the waiting list.",
    },
    desk: {
      title: "Waiting list",
      none: "Nobody is waiting.",
      place: "No. {number} in line",
      since: "since {time}",
      offered: "Offered until {time}",
      unverified: "E-mail not confirmed yet",
    },
  },
});
