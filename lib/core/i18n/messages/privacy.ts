import { bilingual, type KeyOf } from "../bilingual";

const uk = {
  link: "Приватність",
  whatWeDo: "Що ми робимо з вашими даними",
  title: "Приватність і гроші",
  description: "Які дані зберігає спільнота «{community}», навіщо, як довго, хто їх бачить і куди йдуть гроші.",
  lead: "Цю сторінку складено з чинних налаштувань спільноти «{community}»: коли вони змінюються, змінюється й вона.",
  who: {
    title: "Хто відповідає",
    text: "Володілець персональних даних — спільнота «{community}». Питання про свої дані ставте її організаторам.",
    organizers: "Організатори",
    treasurers: "Скарбники",
  },
  what: {
    title: "Що зберігаємо й навіщо",
    look: "Щоб дивитися книги, нічого про себе казати не треба.",
    claim:
      "Щоб забронювати книгу, стати в чергу або зробити внесок: ім’я та пошта. Пошта потрібна, щоб підтвердити, що це ви, і писати про вашу книгу. Телефон і Telegram — лише за бажанням.",
    give: "Щоб віддати книгу: ім’я, пошта, опис книги, місто або пункт видачі, світлини. З файлів світлин прибираємо приховані дані про місце й пристрій.",
    money:
      "Щоб зарахувати внесок: сума, дата, код платежу й підтвердження, яке ви надсилаєте (знімок екрана, PDF або номер квитанції). З виписки фонду зберігаємо рядки: суму, час, ім’я відправника й коментар.",
    handover: "Щоб передати книгу: місце й час зустрічі або місто, відділення та номер накладної.",
    messages: "Які листи ми вам надсилали й коли. Текст листа після надсилання не зберігаємо.",
    basis:
      "Підстава — ваша згода, яку ви даєте у формі. Для записів про внески — законний інтерес спільноти й фонду: мати правдивий облік благодійних грошей.",
  },
  long: {
    title: "Як довго",
    contacts:
      "{days, plural, one {Контакти гостей — # день після кінця останньої акції, у якій вони брали участь} few {Контакти гостей — # дні після кінця останньої акції, у якій вони брали участь} many {Контакти гостей — # днів після кінця останньої акції, у якій вони брали участь} other {Контакти гостей — # дня після кінця останньої акції, у якій вони брали участь}}. Потім пошту, телефон і Telegram прибираємо самі; ім’я лишається біля книг і внесків, доки ви не попросите його видалити.",
    proofs:
      "{days, plural, one {Підтвердження переказів — # день після зарахування внеску} few {Підтвердження переказів — # дні після зарахування внеску} many {Підтвердження переказів — # днів після зарахування внеску} other {Підтвердження переказів — # дня після зарахування внеску}}. Якщо внесок так і не зараховано, рахуємо від дня, коли підтвердження надіслано. Потім файл і номер квитанції зникають.",
    outsiders:
      "{days, plural, one {Імена тих, хто без облікового запису погоджував дописи чи був контактом мережі, — # день після кінця промо} few {Імена тих, хто без облікового запису погоджував дописи чи був контактом мережі, — # дні після кінця промо} many {Імена тих, хто без облікового запису погоджував дописи чи був контактом мережі, — # днів після кінця промо} other {Імена тих, хто без облікового запису погоджував дописи чи був контактом мережі, — # дня після кінця промо}}.",
    members:
      "Дані членів спільноти — доки вони в ній або доки не видалять їх самі. Після людини, яку організатор вивів зі спільноти, лишається відбиток адреси, з якого саму адресу не прочитати: щоб ні запрошення, ні домен пошти не повернули її без організатора.",
    accounts: "Облік внесків — постійно: суми, дати й коди не стираються. Коли людину видалено, її імені там немає.",
    codes: "Одноразовий код — 10 хвилин. Вхід — 30 днів або доки не вийдете.",
  },
  sees: {
    title: "Хто бачить",
    all: "Усі: книги, суми акцій та імена тих донорів, які самі попросили їх назвати. Ні дарувальників, ні тих, хто бронює, каталог не називає.",
    other:
      "Друга сторона передачі: ваше ім’я, коли внесок підтверджено, і лише ті контакти, які ви дозволили показати.",
    organizers: "Організатори: імена й контакти тих, хто бере участь.",
    treasurers:
      "Скарбники й організатори: внески, виписку фонду та підтвердження. Кожен перегляд підтвердження записано.",
    smm: "SMM: лише підсумки й джерела, без імен.",
  },
  given: {
    title: "Кому передаємо",
    none: "Нікому, крім поштового сервера, який доставляє листи.",
    mail: "Поштовому серверу: адресу й текст листа, щоб його доставити.",
    stripe:
      "Stripe, якщо ви платите карткою: суму, назву книги або акції та вашу пошту. Номер картки бачить лише Stripe.",
    mono: "plata by mono, якщо ви платите карткою: суму й призначення. Номер картки бачить лише банк.",
    monoStatement: "monobank: у нього беремо виписку рахунку фонду. Ваших даних туди не надсилаємо.",
    telegram: "Telegram, якщо ви самі під’єднали бота: те, що інакше прийшло б листом.",
    novaPoshta: "Новій пошті: номер накладної, щоб дізнатися, де посилка.",
    libraries: "Бібліотечним каталогам у мережі: лише ISBN книги.",
    never: "Реклами, чужих лічильників і продажу даних тут немає.",
  },
  traces: { title: "Файли cookie й переходи" },
  rights: {
    title: "Ваші права",
    know: "Знати, що про вас зберігають, і забрати це з собою: сторінка «Мої дані» дає файл з усім одразу.",
    fix: "Виправити: контакти для передачі змінюєте самі, ім’я чи пошту — через організаторів.",
    erase:
      "Видалити: самі, на сторінці «Мої дані», або через організаторів. Поки книга чи гроші в дорозі, спершу треба це завершити; сторінка скаже, що саме.",
    withdraw: "Відкликати згоду: скасуйте бронювання до внеску, вийдіть із черги, приберіть ім’я зі списку донорів.",
    complain:
      "Поскаржитися: Уповноваженому Верховної Ради України з прав людини, а якщо ви в ЄС — наглядовому органу своєї країни.",
    how: "Посилання на «Мої дані» є внизу сторінки вашого бронювання, внеску, місця в черзі чи книги — її адреса в листі від нас. Хто має обліковий запис, може увійти.",
    mine: "Мої дані",
  },
  money: {
    title: "Куди йдуть гроші",
    direct:
      "Переказ чи платіж карткою йде напряму фонду: цей сайт грошей не приймає, не тримає й не переказує. Готівку, де її приймають, передають фонду організатори. Книга — подяка за внесок, а не товар.",
    records:
      "Скарбник звіряє переказ із випискою й підтверджує внесок. Кожне підтвердження, скасування й повернення — окремий рядок, який не можна ні виправити, ні стерти. «Зібрано» — це сума цих рядків.",
    late: "Якщо гроші надійшли, коли книги вже немає, вони не губляться: організатори разом із вами вирішують, що далі.",
    change: "Реквізити фонду не змінити потай: про це одразу дізнаються всі організатори, а діє зміна лише через добу.",
    none: "Акцій ще не було.",
    fund: "Фонд",
    edrpou: "ЄДРПОУ",
    ways: "Як зробити внесок",
    transfer: "переказ",
    cash: "готівка організаторові",
    card: "картка ({provider})",
    check: "Перевірка триває",
    hours: "{hours, plural, one {до # години} few {до # годин} many {до # годин} other {до # години}}",
    until: "Триває до",
    fees: "Сервіс карток бере з фонду комісію: її показано окремо й від внеску не віднято.",
  },
} as const;

/** What a community keeps and why, and where the money goes: from its real settings. */
export const privacyWords = bilingual({
  uk,
  en: {
    link: "Privacy",
    whatWeDo: "What we do with your data",
    title: "Privacy and money",
    description: "What data “{community}” keeps, why, for how long, who sees it, and where the money goes.",
    lead: "This page is made from the settings of “{community}” as they are now: when they change, so does it.",
    who: {
      title: "Who answers for it",
      text: "The community “{community}” is the controller of the personal data. Put questions about yours to its organizers.",
      organizers: "Organizers",
      treasurers: "Treasurers",
    },
    what: {
      title: "What we keep, and why",
      look: "To look at books you need not say anything about yourself.",
      claim:
        "To reserve a book, stand in line or donate: a name and an e-mail. The e-mail is there to confirm that it is you and to write about your book. A phone number and Telegram only if you like.",
      give: "To give a book: a name, an e-mail, the book’s description, a city or pick-up point, photos. Hidden data about place and device is taken out of the photos.",
      money:
        "To count a donation: its amount, date and payment code, and the proof you send (a screenshot, a PDF or a receipt number). Of the fund’s statement we keep the lines: amount, time, the sender’s name and the comment.",
      handover: "To hand a book over: place and time of a meeting, or the city, branch and waybill number.",
      messages: "Which e-mails we sent you, and when. The text of an e-mail is not kept once it is sent.",
      basis:
        "The basis is your consent, given in the form. For records of donations it is the legitimate interest of the community and the fund in true accounts of charitable money.",
    },
    long: {
      title: "For how long",
      contacts:
        "{days, plural, one {Guests’ contacts: # day after the end of the last campaign they took part in} other {Guests’ contacts: # days after the end of the last campaign they took part in}}. Then e-mail, phone and Telegram are removed automatically; the name stays beside books and donations until you ask for it to be erased.",
      proofs:
        "{days, plural, one {Proofs of transfers: # day after the donation was confirmed} other {Proofs of transfers: # days after the donation was confirmed}}. Where it never was, counted from the day the proof was sent. Then the file and the receipt number are gone.",
      outsiders:
        "{days, plural, one {Names of those who reviewed posts without an account or were a network’s contact: # day after the promo’s end} other {Names of those who reviewed posts without an account or were a network’s contact: # days after the promo’s end}}.",
      members:
        "Members’ data: as long as they are members, or until they erase it themselves. Of a member whom an organizer removed, a fingerprint of the address stays, from which the address cannot be read: so that neither an invite nor a mail domain brings them back without an organizer.",
      accounts:
        "Records of donations: permanently. Amounts, dates and codes are not erased. Once a person is erased, their name is not there.",
      codes: "A one-time code: 10 minutes. A sign-in: 30 days, or until you sign out.",
    },
    sees: {
      title: "Who sees it",
      all: "Everyone: the books, the campaigns’ sums, and the names of those donors who asked to be named. The catalog names neither givers nor those who reserve.",
      other:
        "The other side of a hand-over: your name, once the donation is confirmed, and only those contacts you allowed.",
      organizers: "Organizers: names and contacts of those who take part.",
      treasurers:
        "Treasurers and organizers: donations, the fund’s statement and proofs. Each look at a proof is recorded.",
      smm: "The SMM manager: sums and sources alone, no names.",
    },
    given: {
      title: "Whom we pass it to",
      none: "Nobody but the mail server that delivers e-mails.",
      mail: "The mail server: the address and the text of an e-mail, so as to deliver it.",
      stripe:
        "Stripe, if you pay by card: the amount, the name of the book or campaign, and your e-mail. Only Stripe sees the card number.",
      mono: "plata by mono, if you pay by card: the amount and what it is for. Only the bank sees the card number.",
      monoStatement: "monobank: the statement of the fund’s account comes from it. None of your data is sent there.",
      telegram: "Telegram, if you connected the bot yourself: what would otherwise come by e-mail.",
      novaPoshta: "Nova Poshta: the waybill number, to learn where a parcel is.",
      libraries: "Library catalogs on the web: a book’s ISBN alone.",
      never: "There is no advertising, nobody else’s counter, and no sale of data.",
    },
    traces: { title: "Cookies and clicks" },
    rights: {
      title: "Your rights",
      know: "To know what is kept of you and take it along: the page “My data” gives one file with all of it.",
      fix: "To correct it: contacts for hand-overs you change yourself, a name or an e-mail through the organizers.",
      erase:
        "To have it erased: by yourself on the page “My data”, or through the organizers. While a book or money is under way, that has to end first; the page says what.",
      withdraw:
        "To withdraw consent: cancel a reservation before you donate, leave a line, take your name off the list of donors.",
      complain:
        "To complain: to the Ukrainian Parliament Commissioner for Human Rights or, in the EU, to your country’s supervisory authority.",
      how: "A link to “My data” is at the bottom of the page of your reservation, donation, place in line or book, whose address is in our e-mail. Whoever has an account can sign in.",
      mine: "My data",
    },
    money: {
      title: "Where the money goes",
      direct:
        "A transfer or card payment goes straight to the fund: this site does not take, hold or forward money. Cash, where it is taken, is passed on to the fund by the organizers. A book is a thank-you for a donation, not goods.",
      records:
        "The treasurer checks a transfer against the statement and confirms the donation. Each confirmation, undoing and refund is a line of its own that can be neither corrected nor erased. “Raised” is the sum of those lines.",
      late: "Money that arrives after its book has gone is not lost: the organizers decide with you what to do.",
      change:
        "The fund’s details cannot be changed on the quiet: all organizers hear of it at once, and it takes effect a day later.",
      none: "There has been no campaign yet.",
      fund: "Fund",
      edrpou: "EDRPOU",
      ways: "Ways to donate",
      transfer: "transfer",
      cash: "cash to an organizer",
      card: "card ({provider})",
      check: "A check takes",
      hours: "{hours, plural, one {up to # hour} other {up to # hours}}",
      until: "Runs until",
      fees: "The card service takes its fee from the fund: it is shown apart, and not taken off the donation.",
    },
  },
});

export type PrivacyWord = KeyOf<typeof uk>;
