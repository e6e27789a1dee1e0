const uk = {
  handover_open: {
    subject: "Як отримати книгу «{book}»",
    body: "Книга «{book}» уже ваша, лишилося її забрати. Оберіть на сторінці бронювання, як вам зручно: у пункті видачі, на зустрічі чи Новою поштою.",
    button: "Обрати, як отримати",
  },
  handover_proposed: {
    subject: "Книга «{book}»: пропонують зустрітися",
    body: "Щоб ви отримали книгу «{book}», вам пропонують зустріч.",
    after: "Погодьтеся або запропонуйте інший час. Указано час спільноти.",
    button: "Відповісти",
  },
  handover_proposed_giver: {
    body: "Щоб забрати вашу книгу «{book}», вам пропонують зустріч.",
  },
  handover_agreed: {
    subject: "Книга «{book}»: домовлено",
    body: "Про передачу книги «{book}» домовлено.",
    button: "Переглянути домовленість",
  },
  handover_agreed_meeting: {
    subject: "Книга «{book}»: зустріч призначено",
    body: "Домовлено: ви отримаєте книгу «{book}» на зустрічі.",
    after:
      "Подія для календаря — у вкладенні. Ще раз нагадаємо за кілька годин. Якщо не виходить, запропонуйте інший час.",
  },
  handover_agreed_meeting_giver: {
    subject: "Книга «{book}»: зустріч призначено",
    body: "Домовлено: ви віддасте книгу «{book}» на зустрічі.",
    after:
      "Подія для календаря — у вкладенні. Ще раз нагадаємо за кілька годин. Якщо не виходить, запропонуйте інший час.",
  },
  handover_agreed_pickup: {
    body: "Книгу «{book}» можна забрати в пункті видачі.",
    after: "Коли книга буде у вас, позначте це на сторінці бронювання.",
  },
  handover_agreed_pickup_giver: {
    subject: "Занесіть книгу «{book}» до пункту видачі",
    body: "Книгу «{book}» заберуть у пункті видачі. Якщо вона ще у вас, занесіть її туди.",
  },
  handover_agreed_parcel: {
    body: "Книгу «{book}» надішлють вам Новою поштою.",
    after: "Щойно з’явиться номер накладної, ми напишемо.",
  },
  handover_agreed_parcel_giver: {
    subject: "Книга «{book}»: просять надіслати поштою",
    body: "Вашу книгу «{book}» просять надіслати Новою поштою.",
    after: "Після відправлення вкажіть номер накладної: за ним стежитиме й отримувач.",
    button: "Вказати накладну",
  },
  handover_declined: {
    subject: "Книга «{book}»: зустріч не виходить",
    body: "Зустріч, на якій ви мали отримати книгу «{book}», не підійшла іншій стороні.",
    after: "Запропонуйте інший час або інший спосіб.",
    button: "Запропонувати інше",
  },
  handover_declined_giver: {
    body: "Зустріч, на якій ви мали віддати книгу «{book}», не підійшла іншій стороні.",
  },
  handover_soon: {
    subject: "Скоро зустріч: книга «{book}»",
    body: "Нагадуємо про зустріч: ви отримуєте книгу «{book}».",
    after: "Назвіть код зі сторінки бронювання, коли отримаєте книгу.",
    button: "Переглянути домовленість",
  },
  handover_soon_giver: {
    body: "Нагадуємо про зустріч: ви віддаєте книгу «{book}». Не забудьте взяти її із собою.",
    after: "Попросіть код з чотирьох цифр і введіть його на сайті: так передачу буде позначено.",
  },
  handover_shipped: {
    subject: "Книга «{book}» у дорозі",
    body: "Книгу «{book}» надіслано вам Новою поштою.",
    after: "Коли заберете книгу, позначте це на сторінці бронювання.",
    button: "Відкрити бронювання",
  },
  handover_chase: {
    subject: "Чи вже у вас книга «{book}»?",
    body: "Минув тиждень, а ми не знаємо, чи дійшла до вас книга «{book}». Дайте знати одним дотиком.",
    button: "Так, книга в мене",
    another: "Ще ні",
  },
  handover_missed: {
    subject: "Книга «{book}»: зустріч не відбулася",
    body: "Позначено, що передача книги «{book}» не відбулася. Домовтеся, будь ласка, ще раз.",
    button: "Домовитися знову",
  },
  handover_returned: {
    subject: "Посилка з книгою «{book}» повернулася",
    body: "Посилку з книгою «{book}» не отримали, і вона повертається назад. Оберіть, як отримати книгу тепер.",
    button: "Обрати інший спосіб",
  },
  handover_returned_giver: {
    body: "Посилку з книгою «{book}» не отримали, і вона повертається до вас. Заберіть її, будь ласка, і домовтеся ще раз.",
    button: "Домовитися знову",
  },
} as const;

const en = {
  handover_open: {
    subject: "How to get “{book}”",
    body: "“{book}” is yours, and only has to reach you. Choose on the reservation’s page what suits you: a pick-up point, a meeting or Nova Poshta.",
    button: "Choose how to get it",
  },
  handover_proposed: {
    subject: "“{book}”: a meeting is proposed",
    body: "A meeting is proposed to hand “{book}” over to you.",
    after: "Agree, or propose another time. The time is by the community’s clock.",
    button: "Answer",
  },
  handover_proposed_giver: {
    body: "A meeting is proposed to fetch your book “{book}”.",
  },
  handover_agreed: {
    subject: "“{book}”: hand-over arranged",
    body: "The hand-over of “{book}” is arranged.",
    button: "See what is arranged",
  },
  handover_agreed_meeting: {
    subject: "“{book}”: the meeting is agreed",
    body: "It is agreed: you get “{book}” at a meeting.",
    after:
      "The calendar event is attached. We will remind you a few hours before. If it no longer suits, propose another time.",
  },
  handover_agreed_meeting_giver: {
    subject: "“{book}”: the meeting is agreed",
    body: "It is agreed: you hand “{book}” over at a meeting.",
    after:
      "The calendar event is attached. We will remind you a few hours before. If it no longer suits, propose another time.",
  },
  handover_agreed_pickup: {
    body: "“{book}” can be fetched at the pick-up point.",
    after: "Once you have the book, mark it on the reservation’s page.",
  },
  handover_agreed_pickup_giver: {
    subject: "Please bring “{book}” to the pick-up point",
    body: "“{book}” will be fetched at the pick-up point. If you still have it, please bring it there.",
  },
  handover_agreed_parcel: {
    body: "“{book}” will be sent to you by Nova Poshta.",
    after: "We will write as soon as there is a waybill number.",
  },
  handover_agreed_parcel_giver: {
    subject: "“{book}”: please send it by post",
    body: "You are asked to send your book “{book}” by Nova Poshta.",
    after: "Once it is sent, enter the waybill number: the taker will follow it, too.",
    button: "Enter the waybill",
  },
  handover_declined: {
    subject: "“{book}”: the meeting does not suit",
    body: "The meeting at which you were to get “{book}” does not suit the other side.",
    after: "Propose another time or another way.",
    button: "Propose something else",
  },
  handover_declined_giver: {
    body: "The meeting at which you were to hand “{book}” over does not suit the other side.",
  },
  handover_soon: {
    subject: "Your meeting is soon: “{book}”",
    body: "A reminder of your meeting: you get “{book}”.",
    after: "Say the code from the reservation’s page when you have the book.",
    button: "See what is arranged",
  },
  handover_soon_giver: {
    body: "A reminder of your meeting: you hand “{book}” over. Do not forget to take it along.",
    after: "Ask for the four-digit code and type it on the site: that marks the hand-over.",
  },
  handover_shipped: {
    subject: "“{book}” is on its way",
    body: "“{book}” was sent to you by Nova Poshta.",
    after: "Once you have fetched it, mark it on the reservation’s page.",
    button: "Open the reservation",
  },
  handover_chase: {
    subject: "Do you have “{book}” yet?",
    body: "A week has passed and we do not know whether “{book}” has reached you. Let us know with one tap.",
    button: "Yes, I have it",
    another: "Not yet",
  },
  handover_missed: {
    subject: "“{book}”: the hand-over did not happen",
    body: "It was noted that “{book}” was not handed over. Please arrange it again.",
    button: "Arrange it again",
  },
  handover_returned: {
    subject: "The parcel with “{book}” came back",
    body: "The parcel with “{book}” was not fetched and is going back. Choose how to get the book now.",
    button: "Choose another way",
  },
  handover_returned_giver: {
    body: "The parcel with “{book}” was not fetched and is coming back to you. Please fetch it and arrange it again.",
    button: "Arrange it again",
  },
} as const;

/** What e-mails about hand-overs say; those of the giver differ where the two sides do. */
export const handoverMail = { uk, en };
