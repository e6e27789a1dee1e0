import { bilingual, type KeyOf } from "../bilingual";

const uk = {
  link: "Мої дані: завантажити чи видалити",
  title: "Мої дані",
  lead: "Тут усе, що спільнота «{community}» зберігає про вас.",
  kept: {
    name: "Ім’я",
    email: "Пошта",
    phone: "Телефон",
    telegram: "Telegram",
    books: "Віддані книги",
    claims: "Бронювання",
    donations: "Внески",
    waits: "Черги",
    messages: "Листи й повідомлення",
    none: "немає",
  },
  download: {
    title: "Завантажити",
    text: "Файл JSON: профіль, книги, бронювання, внески з підтвердженнями, черги, передачі, листи й те, як ви до нас потрапили. Чужих даних у ньому немає.",
    button: "Завантажити мої дані",
    tooMany: "Файл уже завантажували кілька разів поспіль. Спробуйте за годину.",
  },
  erase: {
    title: "Видалити",
    text: "Ім’я, контакти й підтвердження зникнуть назавжди. Внески й обміняні книги лишаться в підсумках акцій без вашого імені.",
    button: "Видалити мої дані…",
  },
  privacy: "Що ми зберігаємо й навіщо",
  proveTitle: "Спершу доведіть, що адреса ваша",
  proveText:
    "Це посилання відкриває одну книгу, один внесок чи одне місце в черзі. Його міг отримати кожен, хто вписав вашу адресу, тож усіх даних воно не показує. Увійдіть з кодом, який прийде на вашу пошту.",
  proveNoAddress:
    "Вашої адреси ми вже не зберігаємо, тож не можемо перевірити, що це ви. Щоб видалити решту даних, напишіть організаторам спільноти.",
  signIn: "Увійти з кодом",
  confirm: {
    title: "Видалити мої дані?",
    person: "Видалити дані: {name}",
    goes: "Зникне назавжди",
    goesItems: {
      contacts: "ім’я, пошта, телефон, Telegram",
      access: "вхід, ролі, ключі API та всі особисті посилання",
      proofs: "підтвердження переказів: файли й номери квитанцій",
      words: "тексти листів, публічне ім’я серед донорів, записи про те, як вас привели",
      lines: "місця в чергах; адреси посилок і зустрічей",
      bank: "ім’я та коментар у рядках виписки, за якими зараховано ваші внески",
    },
    stays: "Лишиться без імені",
    staysItems: {
      money: "внески: сума, дата, код, фонд. Це облік грошей, його не можна стерти",
      books: "обміняні книги та історія того, що з ними відбувалося",
      totals: "підсумки акцій: жодна цифра не зміниться",
      reasons: "причини, які організатори записали до внесків і бронювань",
      bankReference: "номер операції в банку",
    },
    community: "Видаляємо дані лише в спільноті «{community}». Якщо ви є в інших спільнотах, там усе лишиться.",
    photos: "Світлини книг і їхні описи лишаються з книгами.",
    free: {
      legend:
        "{count, plural, one {# ваша книга ще чекає на читача} few {# ваші книги ще чекають на читачів} many {# ваших книг ще чекають на читачів} other {# вашої книги ще чекають на читачів}}",
      leave: "Лишити спільноті: їх передадуть організатори",
      withdraw: "Забрати з каталогу",
    },
    freeOf: {
      legend:
        "{count, plural, one {# книга цієї людини ще чекає на читача} few {# книги цієї людини ще чекають на читачів} many {# книг цієї людини ще чекають на читачів} other {# книги цієї людини ще чекають на читачів}}",
      leave: "Лишити в каталозі",
      withdraw: "Забрати з каталогу",
    },
    understand: "Розумію: повернути дані не вийде.",
    submit: "Видалити назавжди",
    back: "Не видаляти",
  },
  wait: {
    title: "Поки що не можна",
    lead: "Ось що має завершитися перед тим:",
    claim: {
      held: "Бронювання «{title}» ({code}) чекає на внесок. Скасуйте його або зробіть внесок.",
      reported: "Внесок за «{title}» ({code}) перевіряють.",
      confirmed:
        "Книга «{title}» ({code}) ще не у вас. Отримайте її або домовтеся з організаторами про повернення грошей.",
    },
    given: {
      held: "Вашу книгу «{title}» заброньовано: дочекайтеся, чим це завершиться, або заберіть книгу з каталогу.",
      reported: "За вашу книгу «{title}» надіслано внесок, його перевіряють.",
      confirmed: "Вашу книгу «{title}» ще треба передати читачеві.",
    },
    money: {
      returning: "Гроші за внеском {code} повертаються до вас.",
      paying: "Платіж карткою за внеском {code} ще триває.",
      deciding: "Організатори вирішують, що робити з внеском {code}: його книги вже немає.",
      disputed: "Банк розглядає оскарження внеску {code}.",
      reported: "Внесок {code} перевіряють.",
    },
  },
  desk: {
    title: "Видалити дані людини",
    lead: "Коли людина просить видалити її дані, а сама зробити цього не може. Знайти її можна за поштою: гостя теж.",
    email: "Пошта людини",
    find: "Знайти",
    nobody: "З такою поштою тут нікого немає.",
    link: "Видалити дані людини",
    member: "Видалити дані",
  },
  erased: {
    title: "Ваші дані видалено",
    text: "Імені, контактів і підтверджень більше немає, особисті посилання не діють. Дякуємо за книги й внески: вони лишилися в підсумках без імені.",
    elsewhere:
      "Ваша адреса відома ще одній спільноті, тож увійти з нею можна й далі. Щоб видалити дані там, відкрийте свою сторінку в тій спільноті.",
    home: "До акцій",
  },
} as const;

/** A person's own data: what is kept, the file of it, and erasing it. */
export const ownDataWords = bilingual({
  uk,
  en: {
    link: "My data: download or erase",
    title: "My data",
    lead: "This is all that “{community}” keeps about you.",
    kept: {
      name: "Name",
      email: "E-mail",
      phone: "Phone",
      telegram: "Telegram",
      books: "Books given",
      claims: "Reservations",
      donations: "Donations",
      waits: "Waiting lists",
      messages: "E-mails and messages",
      none: "none",
    },
    download: {
      title: "Download",
      text: "A JSON file: profile, books, reservations, donations with their proofs, waiting lists, hand-overs, e-mails, and how you came to us. Nobody else’s data is in it.",
      button: "Download my data",
      tooMany: "The file was downloaded several times in a row. Try again in an hour.",
    },
    erase: {
      title: "Erase",
      text: "Your name, contacts and proofs go for good. Donations and exchanged books stay in the campaigns’ totals without your name.",
      button: "Erase my data…",
    },
    privacy: "What we keep, and why",
    proveTitle: "First prove that the address is yours",
    proveText:
      "This link opens one book, one donation or one place in line. Whoever typed your address may have got it, so it does not show all your data. Sign in with the code that comes to your e-mail.",
    proveNoAddress:
      "We no longer keep your address, so we cannot check that it is you. To have the rest erased, write to the community’s organizers.",
    signIn: "Sign in with a code",
    confirm: {
      title: "Erase my data?",
      person: "Erase the data of {name}",
      goes: "Gone for good",
      goesItems: {
        contacts: "name, e-mail, phone, Telegram",
        access: "sign-in, roles, API tokens and all private links",
        proofs: "proofs of transfers: files and receipt numbers",
        words: "the text of e-mails, the public name among donors, notes on how you came",
        lines: "places in line; addresses of parcels and meetings",
        bank: "the name and comment in the statement’s lines that your donations came by",
      },
      stays: "Stays without a name",
      staysItems: {
        money: "donations: amount, date, code, fund. These are financial records and cannot be erased",
        books: "exchanged books, and the history of what happened to them",
        totals: "the campaigns’ totals: no figure changes",
        reasons: "reasons that organizers wrote beside donations and reservations",
        bankReference: "the bank’s number of the operation",
      },
      community: "Data is erased in “{community}” only. If you are in other communities, all stays as it is there.",
      photos: "Photos of books and their descriptions stay with the books.",
      free: {
        legend:
          "{count, plural, one {# book of yours still waits for a reader} other {# books of yours still wait for readers}}",
        leave: "Leave them to the community: organizers will hand them over",
        withdraw: "Take them out of the catalog",
      },
      freeOf: {
        legend:
          "{count, plural, one {# book of this person still waits for a reader} other {# books of this person still wait for readers}}",
        leave: "Leave them in the catalog",
        withdraw: "Take them out of the catalog",
      },
      understand: "I understand: the data cannot be brought back.",
      submit: "Erase for good",
      back: "Do not erase",
    },
    wait: {
      title: "Not yet",
      lead: "This has to end first:",
      claim: {
        held: "The reservation of “{title}” ({code}) waits for a donation. Cancel it, or donate.",
        reported: "The donation for “{title}” ({code}) is being checked.",
        confirmed: "You do not have “{title}” ({code}) yet. Receive it, or agree with the organizers on a refund.",
      },
      given: {
        held: "Your book “{title}” is reserved: wait until that is settled, or take the book out of the catalog.",
        reported: "A donation for your book “{title}” was sent and is being checked.",
        confirmed: "Your book “{title}” still has to be handed over to its reader.",
      },
      money: {
        returning: "The money of donation {code} is on its way back to you.",
        paying: "The card payment of donation {code} is not over.",
        deciding: "The organizers are deciding what to do with donation {code}, whose book has gone.",
        disputed: "The bank is looking into the dispute over donation {code}.",
        reported: "Donation {code} is being checked.",
      },
    },
    desk: {
      title: "Erase a person’s data",
      lead: "When somebody asks to be erased and cannot do it themselves. They are found by their e-mail, guests too.",
      email: "The person’s e-mail",
      find: "Find",
      nobody: "Nobody here has this e-mail.",
      link: "Erase a person’s data",
      member: "Erase data",
    },
    erased: {
      title: "Your data has been erased",
      text: "Your name, contacts and proofs are gone, and your private links no longer work. Thank you for the books and donations: they stay in the totals without a name.",
      elsewhere:
        "Another community knows your address, so you can still sign in with it. To erase your data there, open your own page in that community.",
      home: "To the campaigns",
    },
  },
});

export type OwnDataWord = KeyOf<typeof uk>;
