import { bilingual } from "../bilingual";

const uk = {
  link: "Гроші й дані",
  title: "Як ми поводимося з грошима й даними",
  moneyTitle: "Гроші",
  money1:
    "Донат іде напряму на рахунок або в банку благодійного фонду. Bookraiser не приймає, не тримає й не переказує грошей.",
  money2:
    "Код платежу в коментарі до переказу показує, якої книги він стосується. Скарбник спільноти звіряє його з випискою і підтверджує внесок. Сам собою знімок екрана нічого не підтверджує.",
  money3:
    "Кожне підтвердження й кожну його зміну записано окремим рядком, який не можна ні виправити, ні стерти. «Зібрано» на сторінці акції — це сума цих рядків, «обіцяно» — бронювання, за якими гроші ще не надійшли.",
  money4:
    "Книга — подяка за внесок, а не товар: мінімальний внесок можна перевищити, і весь він дістається фонду. Якщо гроші надійшли, коли книги вже немає, вони не губляться: організатори вирішують разом із людиною, яка їх надіслала.",
  dataTitle: "Ваші дані",
  data1:
    "Щоб переглядати книги, ми нічого не питаємо. Щоб забронювати або віддати книгу, потрібні ім’я й пошта; телефон і Telegram — лише за вашим бажанням.",
  data2:
    "Контакти бачать організатори спільноти, а підтвердження переказу — лише ви, скарбник та організатори; кожен перегляд підтвердження записано. У каталозі немає імен ні тих, хто віддає, ні тих, хто бронює.",
  data3:
    "Світлини книг і знімки екрана зберігаємо без прихованих даних про місце й пристрій. Адрес, з яких приходять запити, ми не зберігаємо.",
  data4:
    "Замість паролів — одноразові коди на пошту. Посилання на бронювання і на вашу книгу особисті: хто має посилання, той може діяти за вас, тож не передавайте його.",
  links:
    "Посилання в наших дописах рахують переходи: коли, з якого сайту чи застосунку і чи не та сама людина перейшла двічі. Щоб не рахувати двічі, з адреси мережі й назви браузера робимо знак, який щодня інший: без ключа нашого сервера назад його не розгорнути, а самих адреси й назви ми не зберігаємо. Якщо ви бронюєте чи віддаєте книгу або робите донат, поряд лишається, якими посиланнями ви прийшли, — так видно, які дописи допомагають.",
  cookies:
    "У браузері ми зберігаємо знак, що ви увійшли, і вашу відповідь на запитання нижче. Якщо ви погоджуєтеся, ця відповідь — випадкове слово, за яким ми впізнаємо браузер 30 днів; без згоди все працює так само. Реклами й чужих лічильників тут немає.",
} as const;

/** The page about money and personal data. */
export const aboutWords = bilingual({
  uk,
  en: {
    link: "Money and data",
    title: "How we handle money and data",
    moneyTitle: "Money",
    money1:
      "A donation goes straight to the charity fund’s account or jar. Bookraiser does not take, hold or forward money.",
    money2:
      "The payment code in the transfer’s comment tells which book it is for. The community’s treasurer checks it against the statement and confirms the donation. A screenshot by itself confirms nothing.",
    money3:
      "Each confirmation, and each change of one, is a line of its own that can be neither corrected nor erased. “Raised” on a campaign’s page is the sum of those lines; “promised” are reservations whose money has not arrived yet.",
    money4:
      "A book is a thank-you for a donation, not goods: more than the minimum is welcome, and all of it goes to the fund. Money that arrives after its book has gone is not lost: the organizers decide together with whoever sent it.",
    dataTitle: "Your data",
    data1:
      "To look at books we ask nothing. To reserve or give one we need a name and an e-mail; a phone number and Telegram only if you like.",
    data2:
      "The community’s organizers see your contacts, and only you, the treasurer and the organizers see the proof of a transfer; each look at a proof is recorded. The catalog names neither those who give nor those who reserve.",
    data3:
      "Photos of books and screenshots are kept without hidden data about place and device. The network addresses that requests come from are not kept.",
    data4:
      "Instead of passwords there are one-time codes by e-mail. The links to your reservation and to your book are personal: whoever has the link can act for you, so do not pass it on.",
    links:
      "Links in our posts count visits: when, from which site or app, and whether the same person came twice. So as not to count twice, we make a mark out of the network address and the browser’s name, another one each day: without our server’s key it cannot be turned back, and the address and the name themselves are not kept. When you reserve or give a book or donate, the links you came by stay beside it, so that one sees which posts help.",
    cookies:
      "In your browser we keep the sign that you are signed in, and your answer to the question below. If you agree, that answer is a random word by which we recognise the browser for 30 days; everything works the same without it. There is no advertising and nobody else’s counter.",
  },
});
