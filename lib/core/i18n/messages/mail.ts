import { bilingual, type KeyOf } from "../bilingual";
import { closingMail } from "./mail-closing";
import { handoverMail } from "./mail-handover";
import { peopleMail } from "./mail-people";
import { promoMail } from "./mail-promos";
import { waitingMail } from "./mail-waiting";

const uk = {
  greeting: "Вітаємо!",
  footer: "Цей лист надіслала спільнота «{community}». Відповідати на нього не потрібно.",
  reason: "Причина: {reason}",
  receipt: "Довідка про внесок для друку",
  details: {
    amount: "Сума",
    code: "Код платежу",
    fund: "Фонд",
    jar: "Банка",
    iban: "IBAN",
    edrpou: "ЄДРПОУ",
    place: "Де забрати",
    handover: "Де передати",
    campaign: "Акція",
    book: "Книга",
    date: "Дата",
    returned: "Повернено",
    given: "Ваш внесок",
    left: "Лишається фонду",
    answer: "Відповідь платіжного сервісу",
    when: "Коли",
    where: "Де",
    giver: "Віддає",
    taker: "Отримує",
    address: "Куди надіслати",
    waybill: "Номер накладної",
    tracking: "Де зараз посилка",
    leftBooks: "Лишилися без читача",
  },
  sign_in_code: {
    subject: "Код для входу: {code}",
    body: "Ось код, щоб увійти. Він діє 10 хвилин і лише один раз.",
    after: "Якщо ви не просили код, просто не зважайте на цей лист: без коду ніхто не увійде.",
  },
  claim_code: {
    subject: "Код, щоб підтвердити бронювання: {code}",
    body: "Книгу «{book}» відкладено для вас до {until}. Введіть цей код на сторінці бронювання, і вона чекатиме на ваш внесок ще {hours, plural, one {# годину} few {# години} many {# годин} other {# години}}.",
    after:
      "Код діє 10 хвилин. Якщо ви нічого не бронювали, просто не зважайте на цей лист: бронювання скоро завершиться саме.",
    button: "Відкрити бронювання",
  },
  claim_held: {
    subject: "Книга «{book}» чекає на вас",
    body: "Ви забронювали книгу «{book}» в акції «{campaign}». Щоб отримати її, надішліть внесок до {until}.",
    after:
      "Додайте код платежу в коментар до переказу: за ним скарбник знайде ваш внесок. Після переказу надішліть знімок екрана або номер квитанції на сторінці бронювання.",
    button: "Відкрити бронювання",
  },
  claim_held_cash: {
    subject: "Книга «{book}» чекає на вас",
    body: "Ви забронювали книгу «{book}» в акції «{campaign}». Вона чекає на ваш внесок до {until}.",
    after: "Внесок можна передати готівкою, коли забиратимете книгу. Домовтеся про це з організаторами.",
    button: "Відкрити бронювання",
  },
  claim_held_card: {
    body: "Ви забронювали книгу «{book}» в акції «{campaign}». Щоб отримати її, зробіть внесок карткою до {until}.",
    after:
      "Зробити внесок можна на сторінці бронювання. Щойно платіж пройде, внесок буде зараховано автоматично: знімок екрана надсилати не треба.",
    button: "Зробити внесок карткою",
  },
  claim_held_link: {
    subject: "Ваше бронювання книги «{book}»",
    body: "Ось посилання на ваше бронювання. На сторінці видно, на якому воно етапі.",
    after: "Посилання особисте: не передавайте його іншим.",
    button: "Відкрити бронювання",
  },
  claim_ending: {
    subject: "Бронювання книги «{book}» скоро завершиться",
    body: "Книга «{book}» чекає на ваш внесок до {until}. Потім її зможе забронювати хтось інший.",
    after:
      "Якщо переказ уже зроблено, надішліть знімок екрана або номер квитанції на сторінці бронювання, і воно не завершиться.",
    button: "Відкрити бронювання",
  },
  claim_ending_cash: {
    after: "Внесок можна передати готівкою, коли забиратимете книгу. Домовтеся про це з організаторами.",
  },
  claim_ending_card: {
    after: "Зробити внесок карткою можна на сторінці бронювання.",
    button: "Зробити внесок карткою",
  },
  claim_reported: {
    subject: "Ваше підтвердження отримано",
    body: "Дякуємо! Ви повідомили про внесок {amount} за книгу «{book}». Скарбник перевірить, чи надійшли гроші. Зазвичай на це йде до {hours, plural, one {# години} few {# годин} many {# годин} other {# години}}.",
    after: "Книга залишається за вами, скільки б не тривала перевірка. Коли гроші зарахують, ми напишемо.",
    button: "Відкрити бронювання",
  },
  claim_confirmed: {
    subject: "Внесок {amount} зараховано. Дякуємо!",
    body: "Ваш внесок {amount} зараховано. Дякуємо! Книга «{book}» тепер ваша.",
    after: "На сторінці бронювання оберіть, як її отримати: у пункті видачі, на зустрічі чи поштою.",
    button: "Переглянути бронювання",
  },
  claim_rejected: {
    subject: "Внесок за книгу «{book}» не знайдено",
    body: "Ваше підтвердження на {amount} з кодом {code} перевірено, але зарахувати внесок не вдалося. Бронювання завершено.",
    after:
      "Якщо гроші надіслано, додайте інше підтвердження на сторінці бронювання. Поки книга вільна, вона повернеться до вас.",
    button: "Додати підтвердження",
  },
  claim_rejected_without_claim: {
    subject: "Внесок із кодом {code} не знайдено",
    body: "Ваш внесок {amount} з кодом {code} перевірено, але зарахувати його не вдалося.",
    after:
      "Якщо гроші надіслано, вони не загубляться: скарбник знайде їх за кодом. Про це можна написати організаторам.",
    button: "Переглянути внесок",
  },
  claim_expired: {
    subject: "Бронювання книги «{book}» завершилося",
    body: "Час бронювання минув, і тепер книгу «{book}» може забронювати хтось інший.",
    after:
      "Якщо переказ уже зроблено, додайте підтвердження на сторінці бронювання. Поки книга вільна, вона повернеться до вас; гроші не загубляться в будь-якому разі.",
    button: "Відкрити бронювання",
  },
  claim_expired_card: {
    after:
      "Якщо ви вже внесли гроші карткою, вони не загубляться: поки книга вільна, вона повернеться до вас, а якщо ні — із грошима буде так, як ви обрали перед оплатою.",
  },
  claim_cancelled: {
    subject: "Бронювання книги «{book}» скасовано",
    body: "Організатори скасували ваше бронювання книги «{book}» в акції «{campaign}».",
    after: "Якщо переказ уже зроблено, гроші не загубляться: скарбник знайде їх за кодом {code}.",
    button: "Переглянути бронювання",
  },
  claim_cancelled_card: {
    after:
      "Якщо ви вже внесли гроші карткою, вони не загубляться: їх повернуть вам або залишать фонду — так, як ви обрали перед оплатою.",
  },
  claim_reopened_to_check: {
    subject: "Внесок за книгу «{book}» перевіряють ще раз",
    body: "Зарахування вашого внеску з кодом {code} скасовано, щоб перевірити його ще раз.",
    after: "Книга залишається за вами. Щойно перевірка завершиться, ми напишемо.",
    button: "Відкрити бронювання",
  },
  claim_reopened_to_check_without_book: {
    subject: "Внесок із кодом {code} перевіряють ще раз",
    after: "Щойно перевірка завершиться, ми напишемо.",
    button: "{page, select, claim {Відкрити бронювання} other {Переглянути внесок}}",
  },
  donation_without_book: {
    subject: "Внесок {amount} отримано, але книги вже немає",
    body: "Ваш внесок {amount} зараховано. Дякуємо! На жаль, час бронювання минув раніше, і книга «{book}» дісталася комусь іншому.",
    after:
      "Організатори вирішать разом із вами, як бути: обрати іншу книгу, повернути гроші або залишити їх фонду як внесок без книги.",
    button: "Переглянути бронювання",
  },
  donation_without_book_keep: {
    after: "Ці гроші лишаються фонду як внесок без книги.",
  },
  donation_without_book_refund: {
    after: "Ці гроші вам повертають. Коли повернення завершиться, ми напишемо.",
  },
  donation_confirmed: {
    subject: "Внесок {amount} зараховано. Дякуємо!",
    body: "Ваш внесок {amount} в акції «{campaign}» зараховано. Дякуємо за допомогу!",
    button: "Переглянути внесок",
  },
  donation_confirmed_refund: {
    subject: "Внесок {amount} надійшов, його повертають",
    body: "Ваш внесок {amount} в акції «{campaign}» надійшов, і його вам повертають.",
    after: "Коли повернення завершиться, ми напишемо.",
  },
  donation_refunded: {
    subject: "Повернення внеску: {amount}",
    body: "{isAll, select, yes {Ваш внесок в акції «{campaign}» повернено повністю.} other {Частину вашого внеску в акції «{campaign}» повернено. Решта, {left}, лишається фонду.}}{why, select, late { Він надійшов, коли книга «{book}» уже не чекала на вас, і ми зробили так, як ви обрали перед оплатою.} twice { Цей платіж надійшов удруге, і ми зробили так, як ви обрали перед оплатою.} other {}}",
    after:
      "{way, select, card {Гроші надійдуть на картку, з якої їх надіслано. Зазвичай на це йде 5–10 днів, залежно від банку.} other {Гроші вам надіслали організатори, не через цей сайт. Якщо за кілька днів вони не надійдуть, напишіть організаторам.}}",
    button: "{page, select, claim {Переглянути бронювання} other {Переглянути внесок}}",
  },
  refund_failed: {
    subject: "Повернення не вдалося: {amount}, код {code}",
    body: "Платіжний сервіс не зміг повернути донорові {amount} із внеску з кодом {code} в акції «{campaign}». Зараз ці гроші враховано в сумі акції.",
    after:
      "Що робити: відкрийте внесок і спробуйте повернути гроші ще раз. Якщо не вийде й тоді, перевірте повернення в кабінеті платіжного сервісу й домовтеся з донором, як бути.",
    button: "Відкрити внесок",
  },
  dispute_opened: {
    subject: "Банк оскаржує внесок {amount}, код {code}",
    body: "Банк донора оскаржує внесок із кодом {code} в акції «{campaign}». Поки триває спір, {amount} заблоковано, і в сумі акції цих грошей немає.",
    after:
      "Що робити: дайте відповідь у кабінеті платіжного сервісу до строку, який там указано, інакше гроші повернуть донорові. Коли спір завершиться, сума акції оновиться сама.",
    button: "Відкрити внесок",
  },
  book_found_reader: {
    subject: "Ваша книга «{book}» знайшла читача",
    body: "За вашу книгу «{book}» надійшов внесок. Дякуємо, що поділилися нею! Тепер книгу треба передати.",
    button: "Перейти до книги",
  },
  book_withdrawn: {
    subject: "Книгу «{book}» більше не пропонують",
    body: "На жаль, книгу «{book}», яку ви забронювали, зняли з акції «{campaign}», тож бронювання скасовано.",
    after: "Якщо переказ уже зроблено, гроші не загубляться: скарбник знайде їх за кодом {code}.",
    button: "Переглянути бронювання",
  },
  book_withdrawn_card: {
    after:
      "Якщо ви вже внесли гроші карткою, вони не загубляться: їх повернуть вам або залишать фонду — так, як ви обрали перед оплатою.",
  },
  listing_received: {
    subject: "Книгу «{book}» отримано на перегляд",
    body: "Дякуємо за книгу «{book}»! Організатори переглянуть її та додадуть до каталогу акції «{campaign}». Коли це станеться, ми напишемо.",
    after: "За посиланням можна змінити опис або зняти книгу. Воно особисте: не передавайте його іншим.",
    button: "Керувати книгою",
  },
  listing_published: {
    subject: "Книга «{book}» уже в каталозі",
    body: "Вашу книгу «{book}» додано до каталогу акції «{campaign}». Мінімальний внесок за неї — {amount}. Коли вона знайде читача, ми напишемо.",
    button: "Переглянути книгу",
  },
  listing_rejected: {
    subject: "Книгу «{book}» не додано до каталогу",
    body: "Дякуємо, що запропонували книгу «{book}». На жаль, організатори не додали її до акції «{campaign}».",
    button: "Перейти до книги",
  },
  review_waits: {
    subject: "Книга «{book}» чекає на перегляд",
    body: "До акції «{campaign}» запропонували книгу «{book}» з мінімальним внеском {amount}. Перегляньте її: поки що в каталозі її не видно.",
    button: "Переглянути книги",
  },
  proof_waits: {
    subject: "Внесок {amount} чекає на перевірку, код {code}",
    body: "За книгу «{book}» в акції «{campaign}» надіслали підтвердження внеску: {amount}, код {code}. Звірте його з випискою.",
    button: "Перевірити внески",
  },
  ...waitingMail.uk,
  ...peopleMail.uk,
  ...promoMail.uk,
  ...closingMail.uk,
  ...handoverMail.uk,
} as const;

/** What e-mails say, by kind of message. The button's name is what the link does. */
export const mail = bilingual({
  uk,
  en: {
    greeting: "Hello!",
    footer: "This e-mail was sent by the community “{community}”. There is no need to reply.",
    reason: "Reason: {reason}",
    receipt: "Receipt to print",
    details: {
      amount: "Amount",
      code: "Payment code",
      fund: "Fund",
      jar: "Jar",
      iban: "IBAN",
      edrpou: "EDRPOU",
      place: "Where to pick it up",
      handover: "Where to leave it",
      campaign: "Campaign",
      book: "Book",
      date: "Date",
      returned: "Returned",
      given: "Your donation",
      left: "Stays with the fund",
      answer: "The payment service’s answer",
      when: "When",
      where: "Where",
      giver: "Gives it",
      taker: "Takes it",
      address: "Where to send it",
      waybill: "Waybill number",
      tracking: "Where the parcel is",
      leftBooks: "Found no reader",
    },
    sign_in_code: {
      subject: "Your sign-in code: {code}",
      body: "Here is your code to sign in. It works once, for 10 minutes.",
      after: "If you did not ask for a code, you can ignore this e-mail: nobody can sign in without it.",
    },
    claim_code: {
      subject: "Your code to confirm the reservation: {code}",
      body: "“{book}” is being kept for you until {until}. Enter this code on the reservation’s page, and it will wait for your donation for another {hours, plural, one {# hour} other {# hours}}.",
      after:
        "The code works for 10 minutes. If you did not reserve anything, you can ignore this e-mail: the reservation will soon end by itself.",
      button: "Open the reservation",
    },
    claim_held: {
      subject: "“{book}” is waiting for you",
      body: "You have reserved “{book}” in “{campaign}”. To receive it, send your donation by {until}.",
      after:
        "Put the payment code in the transfer’s comment, so that the treasurer can find your donation. Then send a screenshot or the receipt number on the reservation’s page.",
      button: "Open the reservation",
    },
    claim_held_cash: {
      subject: "“{book}” is waiting for you",
      body: "You have reserved “{book}” in “{campaign}”. It is waiting for your donation until {until}.",
      after:
        "You can hand over your donation in cash when you pick up the book. Please arrange it with the organizers.",
      button: "Open the reservation",
    },
    claim_held_card: {
      body: "You have reserved “{book}” in “{campaign}”. To receive it, donate by card by {until}.",
      after:
        "You can donate on the reservation’s page. It is confirmed automatically as soon as the payment goes through: no screenshot is needed.",
      button: "Donate by card",
    },
    claim_held_link: {
      subject: "Your reservation of “{book}”",
      body: "Here is the link to your reservation. Its page shows how far it has come.",
      after: "The link is personal: please do not share it.",
      button: "Open the reservation",
    },
    claim_ending: {
      subject: "Your reservation of “{book}” is about to end",
      body: "“{book}” is waiting for your donation until {until}. After that, somebody else can reserve it.",
      after:
        "If you have already made the transfer, send a screenshot or the receipt number on the reservation’s page, and it will not end.",
      button: "Open the reservation",
    },
    claim_ending_cash: {
      after:
        "You can hand over your donation in cash when you pick up the book. Please arrange it with the organizers.",
    },
    claim_ending_card: {
      after: "You can donate by card on the reservation’s page.",
      button: "Donate by card",
    },
    claim_reported: {
      subject: "We have received your proof",
      body: "Thank you! You told us about a donation of {amount} for “{book}”. The treasurer will check that the money has arrived, usually within {hours, plural, one {# hour} other {# hours}}.",
      after: "The book stays yours however long the check takes. We will write as soon as it is done.",
      button: "Open the reservation",
    },
    claim_confirmed: {
      subject: "Thank you! Your donation of {amount} has arrived",
      body: "Your donation of {amount} has arrived. Thank you! “{book}” is now yours.",
      after: "Choose on the reservation’s page how to get it: at a pick-up point, at a meeting or by post.",
      button: "View the reservation",
    },
    claim_rejected: {
      subject: "We could not find your donation for “{book}”",
      body: "The treasurer checked your proof of {amount} with the code {code} but could not confirm the donation. The reservation has ended.",
      after:
        "If you have sent the money, add another proof on the reservation’s page. The book will be yours again while it is free.",
      button: "Add a proof",
    },
    claim_rejected_without_claim: {
      subject: "We could not find your donation with the code {code}",
      body: "The treasurer checked your donation of {amount} with the code {code} but could not confirm it.",
      after:
        "If you have sent the money, it will not be lost: the treasurer will find it by the code. You can write to the organizers about it.",
      button: "View the donation",
    },
    claim_expired: {
      subject: "Your reservation of “{book}” has ended",
      body: "The reservation’s time is over, and somebody else can now reserve “{book}”.",
      after:
        "If you have already made the transfer, add a proof on the reservation’s page. The book will be yours again while it is free, and your money will not be lost in any case.",
      button: "Open the reservation",
    },
    claim_expired_card: {
      after:
        "If you have already donated by card, your money will not be lost: the book will be yours again while it is free, and otherwise we do with the money what you chose before paying.",
    },
    claim_cancelled: {
      subject: "Your reservation of “{book}” has been cancelled",
      body: "The organizers have cancelled your reservation of “{book}” in “{campaign}”.",
      after:
        "If you have already made the transfer, your money will not be lost: the treasurer will find it by the code {code}.",
      button: "View the reservation",
    },
    claim_cancelled_card: {
      after:
        "If you have already donated by card, your money will not be lost: it is returned to you or left to the fund, as you chose before paying.",
    },
    claim_reopened_to_check: {
      subject: "Your donation for “{book}” is being checked again",
      body: "The treasurer has taken back the confirmation of your donation with the code {code} to check it once more.",
      after: "The book stays yours. We will write as soon as the check is done.",
      button: "Open the reservation",
    },
    claim_reopened_to_check_without_book: {
      subject: "Your donation with the code {code} is being checked again",
      after: "We will write as soon as the check is done.",
      button: "{page, select, claim {Open the reservation} other {View the donation}}",
    },
    donation_without_book: {
      subject: "Your donation of {amount} has arrived, but the book is gone",
      body: "Your donation of {amount} has arrived. Thank you! Sadly, the reservation had ended before that, and “{book}” went to somebody else.",
      after:
        "The organizers will settle with you what to do: choose another book, return the money, or leave it to the fund as a gift.",
      button: "View the reservation",
    },
    donation_without_book_keep: {
      after: "The money stays with the fund as a gift.",
    },
    donation_without_book_refund: {
      after: "The money is being returned to you. We will write when that is done.",
    },
    donation_confirmed: {
      subject: "Thank you! Your donation of {amount} has arrived",
      body: "Your donation of {amount} to “{campaign}” has arrived. Thank you for your help!",
      button: "View the donation",
    },
    donation_confirmed_refund: {
      subject: "Your donation of {amount} has arrived and is being returned",
      body: "Your donation of {amount} to “{campaign}” has arrived and is being returned to you.",
      after: "We will write when that is done.",
    },
    donation_refunded: {
      subject: "Your donation: {amount} returned",
      body: "{isAll, select, yes {Your donation to “{campaign}” has been returned in full.} other {A part of your donation to “{campaign}” has been returned. The rest, {left}, stays with the fund.}}{why, select, late { It had come when “{book}” was no longer waiting for you, so we did what you chose before paying.} twice { This payment had come a second time, so we did what you chose before paying.} other {}}",
      after:
        "{way, select, card {The money will reach the card it was sent from, usually in 5–10 days, depending on the bank.} other {The organizers have sent you the money themselves, not through this site. If it does not arrive within a few days, please write to them.}}",
      button: "{page, select, claim {View the reservation} other {View the donation}}",
    },
    refund_failed: {
      subject: "A refund did not work: {amount}, code {code}",
      body: "The payment service could not return {amount} of the donation with the code {code} in “{campaign}” to its donor. The money counts in the campaign’s total now.",
      after:
        "What to do: open the donation and try to return the money once more. If that does not work either, look at the refund in the payment service’s dashboard and settle with the donor what to do.",
      button: "Open the donation",
    },
    dispute_opened: {
      subject: "A bank disputes a donation of {amount}, code {code}",
      body: "The donor’s bank disputes the donation with the code {code} in “{campaign}”. While that lasts, {amount} is held back and does not count in the campaign’s total.",
      after:
        "What to do: answer in the payment service’s dashboard by the date it names, or the money goes back to the donor. When the dispute is over, the campaign’s total is updated automatically.",
      button: "Open the donation",
    },
    book_found_reader: {
      subject: "Your book “{book}” has found its reader",
      body: "A donation for your book “{book}” has arrived. Thank you for sharing it! Now the book needs to be handed over.",
      button: "Go to the book",
    },
    book_withdrawn: {
      subject: "“{book}” is no longer offered",
      body: "We are sorry: “{book}”, which you had reserved, has been withdrawn from “{campaign}”, so the reservation has been cancelled.",
      after:
        "If you have already made the transfer, your money will not be lost: the treasurer will find it by the code {code}.",
      button: "View the reservation",
    },
    book_withdrawn_card: {
      after:
        "If you have already donated by card, your money will not be lost: it is returned to you or left to the fund, as you chose before paying.",
    },
    listing_received: {
      subject: "We have received “{book}” for review",
      body: "Thank you for “{book}”! The organizers will look at it and add it to the catalog of “{campaign}”. We will write when they have.",
      after:
        "With this link you can change the description or withdraw the book. It is personal: please do not share it.",
      button: "Manage the book",
    },
    listing_published: {
      subject: "“{book}” is now in the catalog",
      body: "Your book “{book}” has been added to the catalog of “{campaign}”. Its minimum donation is {amount}. We will write when it finds its reader.",
      button: "View the book",
    },
    listing_rejected: {
      subject: "“{book}” was not added to the catalog",
      body: "Thank you for offering “{book}”. Sadly, the organizers have not added it to “{campaign}”.",
      button: "Go to the book",
    },
    review_waits: {
      subject: "“{book}” is waiting for review",
      body: "“{book}”, with a minimum donation of {amount}, was offered to “{campaign}”. Please review it: it is not in the catalog yet.",
      button: "Review books",
    },
    proof_waits: {
      subject: "A donation of {amount} is waiting to be checked, code {code}",
      body: "A proof was sent for “{book}” in “{campaign}”: {amount}, code {code}. Please compare it with the bank statement.",
      button: "Check donations",
    },
    ...waitingMail.en,
    ...peopleMail.en,
    ...promoMail.en,
    ...closingMail.en,
    ...handoverMail.en,
  },
});

export type MailKey = KeyOf<typeof uk>;
