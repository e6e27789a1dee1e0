import { bilingual } from "../bilingual";

const uk = {
  reasonHint: "Вона залишиться в історії книги. Людина, якої це стосується, теж її побачить.",
  reasonStays: "Вона залишиться в історії книги.",
  email: "Пошта",
  phone: "Телефон",
  contactHint: "Досить чогось одного. Без пошти листів не буде.",
  name: "Ім’я",
  extend: {
    open: "Продовжити",
    hours: "На скільки",
    option: "{hours, plural, one {# годину} few {# години} many {# годин} other {# години}}",
    submit: "Продовжити бронювання",
  },
  reassign: {
    open: "Передати іншій людині",
    lead: "Це бронювання буде скасовано, а книгу одразу буде заброньовано для іншої людини на ту саму суму. Лист отримають обоє.",
    submit: "Передати бронювання",
  },
  phoneClaim: {
    open: "Забронювати для когось",
    lead: "Якщо людина зателефонувала або написала в чат. Код із листа не потрібен, бронювання одразу повне.",
    amount: "Сума внеску",
    method: "Як надійде внесок",
    submit: "Забронювати",
  },
  event: {
    hold: "{name}: заброньовано",
    verify: "{name}: пошту підтверджено",
    report: "{name}: внесок надіслано",
    confirm: "{name}: внесок зараховано",
    undo: "{name}: зарахування скасовано",
    receive: "{name}: книгу отримано",
    expire: "{name}: час бронювання минув",
    cancel: "{name}: бронювання скасовано",
    reject: "{name}: внесок не знайдено",
    refund: "{name}: гроші повернено",
    extend: "{name}: бронювання продовжено",
  },
} as const;

/** What organizers do for somebody else, and how the history of a book tells of its claims. */
export const actingWords = bilingual({
  uk,
  en: {
    reasonHint: "It stays in the book’s history, and the person it concerns reads it, too.",
    reasonStays: "It stays in the book’s history.",
    email: "E-mail",
    phone: "Phone",
    contactHint: "One of them is enough. Without an address nobody is written to.",
    name: "Name",
    extend: {
      open: "Extend",
      hours: "For how long",
      option: "{hours, plural, one {# hour} other {# hours}}",
      submit: "Extend the reservation",
    },
    reassign: {
      open: "Give to another person",
      lead: "This reservation is cancelled, and the book is reserved for another person at once, for the same amount. Both get an e-mail.",
      submit: "Give the reservation on",
    },
    phoneClaim: {
      open: "Reserve for somebody",
      lead: "For somebody who called or wrote in a chat. No code is needed, and the reservation is a full one at once.",
      amount: "Donation",
      method: "How the donation will come",
      submit: "Reserve",
    },
    event: {
      hold: "{name}: reserved",
      verify: "{name}: e-mail confirmed",
      report: "{name}: donation sent",
      confirm: "{name}: donation confirmed",
      undo: "{name}: confirmation undone",
      receive: "{name}: book received",
      expire: "{name}: the reservation ran out",
      cancel: "{name}: reservation cancelled",
      reject: "{name}: donation not found",
      refund: "{name}: money returned",
      extend: "{name}: reservation extended",
    },
  },
});
