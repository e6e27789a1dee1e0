import { bilingual, type KeyOf } from "../bilingual";

const uk = {
  title: "Картки",
  lead: "Що каже платіжний сервіс і що каже наш журнал. Звіряємо щоночі; обидві колонки мають збігатися.",
  upTo: "Звірено {time}",
  upToHint: "Платежі, які змінилися пізніше або повертаються саме зараз, побачимо наступного разу.",
  never: "Ще не звіряли",
  neverText: "Перша звірка буде цієї ночі. Скарбник може звірити й зараз.",
  empty: "Звіряти ще нічого",
  emptyText: "До останньої звірки карткових платежів не було. Новіші побачимо наступного разу.",
  compare: "Звірити зараз",
  equal: "Усе збігається",
  unequal: "Є різниця",
  provider: { stripe: "Stripe", mono: "monobank" },
  group: "{provider}, {currency}",
  service: "Сервіс",
  ledger: "Журнал",
  difference: "Різниця",
  what: "Що саме",
  kind: { payments: "Платежі", refunds: "Повернення", disputes: "Спори", fees: "Комісії", balance: "Лишається фонду" },
  differences: "Платежі, які не збігаються",
  differencesLead:
    "Порівняйте цей платіж у кабінеті сервісу з внеском тут. Якщо різниця лишиться після завтрашньої звірки, напишіть тому, хто обслуговує сайт.",
  odd: "Надійшло не те, що просили",
  oddLead:
    "Таких грошей немає в журналі: книгу за них не видаємо. Поверніть їх у кабінеті сервісу й попросіть донора заплатити ще раз.",
  asked: "просили {amount}",
  came: "надійшло {amount}",
  reference: "платіж {reference}",
  open: "Платять просто зараз",
  openLead: "Доки сторінка оплати відкрита, книга зачекає.",
  status: { created: "готуємо сторінку", open: "сторінка відкрита", processing: "банк обробляє", odd: "не збігається" },
  until: "до {time}",
  column: { code: "Код", amount: "Сума", status: "Стан", until: "Сторінка діє", paid: "Сплачено" },
  test: "Тестовий режим: ці гроші несправжні.",
} as const;

/** The card providers' books beside the ledger. */
export const deskCardsWords = bilingual({
  uk,
  en: {
    title: "Cards",
    lead: "What the payment service says, and what our ledger says. Compared every night; the two columns should be equal.",
    upTo: "Compared {time}",
    upToHint: "Payments that changed later, or are being refunded right now, are seen the next time.",
    never: "Not compared yet",
    neverText: "The first comparison is tonight. A treasurer can compare now.",
    empty: "Nothing to compare yet",
    emptyText: "There were no card payments before the last comparison. Newer ones are seen the next time.",
    compare: "Compare now",
    equal: "Everything is equal",
    unequal: "There is a difference",
    provider: { stripe: "Stripe", mono: "monobank" },
    group: "{provider}, {currency}",
    service: "Service",
    ledger: "Ledger",
    difference: "Difference",
    what: "What",
    kind: { payments: "Payments", refunds: "Refunds", disputes: "Disputes", fees: "Fees", balance: "Left to the fund" },
    differences: "Payments that differ",
    differencesLead:
      "Compare the payment in the service’s dashboard with the donation here. If the difference is still there after tomorrow’s comparison, write to whoever runs this site.",
    odd: "Something else came than was asked",
    oddLead:
      "This money is not in the ledger, and no book is given for it. Refund it in the service’s dashboard and ask the donor to pay again.",
    asked: "asked {amount}",
    came: "came {amount}",
    reference: "payment {reference}",
    open: "Being paid right now",
    openLead: "While the payment page is open, the book waits.",
    status: { created: "page in the making", open: "page open", processing: "with the bank", odd: "does not match" },
    until: "until {time}",
    column: { code: "Code", amount: "Amount", status: "State", until: "Page open", paid: "Paid" },
    test: "Test mode: this money is not real.",
  },
});

export type DeskCardsWord = KeyOf<typeof uk>;
