import { bilingual, type KeyOf } from "../bilingual";

const uk = {
  title: "Моє: {community}",
  shortTitle: "Моє",
  signOut: "Вийти",
  give: "Віддати книгу",
  handOver: {
    title: "Час передати",
    lead: "За ці ваші книги вже надійшли внески.",
    where: "Де: {place}",
    open: "Домовитися й передати",
    done: "Дякуємо! Книга в нового читача.",
  },
  waiting: {
    reserved: "Чекає на внесок до {until}",
    reported: "Внесок перевіряють",
  },
  claims: {
    title: "Мої бронювання",
    emptyTitle: "Бронювань ще немає",
    emptyText: "Оберіть книгу в каталозі: внесок отримає фонд, а книга буде вашою.",
    emptyAction: "Обрати книгу",
    open: "Відкрити",
    past: "Минулі бронювання ({count})",
    pledge: "Внесок {amount}",
    until: "до {until}",
  },
  claimState: {
    held: "Чекає на внесок",
    reported: "Перевіряють",
    confirmed: "Книга ваша, заберіть її",
    fulfilled: "Книга у вас",
    expired: "Час вийшов",
    cancelled: "Скасовано",
    rejected: "Внесок не знайдено",
    refunded: "Гроші повернено",
  },
  books: {
    title: "Мої книги",
    summary:
      "{count, plural, one {Ви віддали # книгу} few {Ви віддали # книги} many {Ви віддали # книг} other {Ви віддали # книги}}, {exchanged, plural, =0 {жодна ще не знайшла читача} one {# знайшла читача} few {# знайшли читачів} many {# знайшли читачів} other {# знайшли читачів}}.",
    emptyTitle: "Ви ще не віддавали книг",
    emptyText: "Прочитана книга на полиці може стати чиїмось донатом.",
    open: "Керувати",
    past: "Зняті й недодані ({count})",
  },
  noCampaign: "Зараз жодна акція не приймає книг.",
  back: "До моїх книг",
} as const;

/** A member's own page: books given, books to hand over, claims. */
export const meWords = bilingual({
  uk,
  en: {
    title: "My page in {community}",
    shortTitle: "My page",
    signOut: "Sign out",
    give: "Give a book",
    handOver: {
      title: "Time to hand over",
      lead: "Donations for these books of yours have arrived.",
      where: "Where: {place}",
      open: "Arrange and hand over",
      done: "Thank you! The book is with its new reader.",
    },
    waiting: {
      reserved: "Waiting for the donation until {until}",
      reported: "The donation is being checked",
    },
    claims: {
      title: "My reservations",
      emptyTitle: "No reservations yet",
      emptyText: "Choose a book in the catalog: the fund gets the donation, and the book is yours.",
      emptyAction: "Choose a book",
      open: "Open",
      past: "Past reservations ({count})",
      pledge: "Donation {amount}",
      until: "until {until}",
    },
    claimState: {
      held: "Waiting for the donation",
      reported: "Being checked",
      confirmed: "The book is yours: collect it",
      fulfilled: "You have the book",
      expired: "Time is up",
      cancelled: "Cancelled",
      rejected: "Donation not found",
      refunded: "Refunded",
    },
    books: {
      title: "My books",
      summary:
        "You have given {count, plural, one {# book} other {# books}}; {exchanged, plural, =0 {none has found a reader yet} one {# has found a reader} other {# have found readers}}.",
      emptyTitle: "You have not given any books yet",
      emptyText: "A book you have read can become someone’s donation.",
      open: "Manage",
      past: "Withdrawn and not added ({count})",
    },
    noCampaign: "No campaign takes books right now.",
    back: "To my books",
  },
});

export type MeWord = KeyOf<typeof uk>;
