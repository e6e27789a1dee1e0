/** What is written to whoever waits for a book, and to whoever has got more time for one. Merged into the words of all e-mails. */
export const waitingMail = {
  uk: {
    wait_code: {
      subject: "Код, щоб стати в чергу: {code}",
      body: "Ви хочете стати в чергу за книгою «{book}» в акції «{campaign}». Введіть цей код на сторінці черги. Якщо книга звільниться, ми одразу напишемо.",
      after:
        "Код діє 10 хвилин. Якщо ви нічого не просили, просто не зважайте на цей лист: без коду ніхто не стане в чергу.",
      button: "Відкрити своє місце в черзі",
    },
    wait_code_link: {
      subject: "Ваше місце в черзі за книгою «{book}»",
      body: "Ось посилання на ваше місце в черзі за книгою «{book}». На сторінці видно, яка черга, і звідти можна вийти.",
      after: "Посилання особисте: не передавайте його іншим.",
      button: "Відкрити своє місце в черзі",
    },
    wait_offered: {
      subject: "Книга «{book}» звільнилася й чекає на вас",
      body: "Книга «{book}», за якою ви стоїте в черзі, звільнилася. Вона чекає на вас до {until}: доти її не забронює ніхто інший.",
      after:
        "Якщо книга вам уже не потрібна, вийдіть із черги на тій самій сторінці: її одразу запропонують наступній людині.",
      button: "Забронювати книгу",
    },
    wait_lapsed: {
      subject: "Книга «{book}» більше не чекає на вас",
      body: "Книга «{book}» чекала на вас, але час минув, і тепер її можуть забронювати інші.",
      after:
        "Якщо вона вам ще потрібна, відкрийте її сторінку: вільну книгу можна забронювати, а за зайнятою — стати в чергу ще раз.",
      button: "Відкрити своє місце в черзі",
    },
    wait_lapsed_gone: {
      subject: "Книга «{book}» дісталася іншому читачеві",
      body: "Книгу «{book}», за якою ви стояли в черзі, уже передали іншому читачеві, тож черга завершилася. Дякуємо, що чекали!",
      after: "В акції «{campaign}» є й інші книги: можливо, якась із них саме для вас.",
      button: "Переглянути",
    },
    book_withdrawn_wait: {
      subject: "Книгу «{book}» більше не пропонують",
      body: "На жаль, книгу «{book}», за якою ви стояли в черзі, зняли з акції «{campaign}», тож черга завершилася. Дякуємо, що чекали!",
      after: "В акції є й інші книги: можливо, якась із них саме для вас.",
      button: "Переглянути",
    },
    claim_extended: {
      subject: "Книга «{book}» чекатиме на вас довше",
      body: "Організатори продовжили ваше бронювання книги «{book}» в акції «{campaign}». Вона чекає на ваш внесок до {until}.",
      button: "Відкрити бронювання",
    },
  },
  en: {
    wait_code: {
      subject: "Your code to join the waiting list: {code}",
      body: "You would like to stand in line for “{book}” in “{campaign}”. Enter this code on the line’s page. If the book comes free, we will write to you at once.",
      after:
        "The code works for 10 minutes. If you did not ask for anything, you can ignore this e-mail: nobody joins a line without it.",
      button: "Open your place in line",
    },
    wait_code_link: {
      subject: "Your place in line for “{book}”",
      body: "Here is the link to your place in line for “{book}”. The page shows how the line stands, and you can leave it there.",
      after: "The link is personal: please do not pass it on.",
      button: "Open your place in line",
    },
    wait_offered: {
      subject: "“{book}” has come free and is waiting for you",
      body: "“{book}”, which you stand in line for, has come free. It is kept for you until {until}: nobody else can reserve it before that.",
      after: "If you no longer need it, leave the line on the same page, and the next person is asked at once.",
      button: "Reserve the book",
    },
    wait_lapsed: {
      subject: "“{book}” is no longer kept for you",
      body: "“{book}” was kept for you, but the time is over, and others can reserve it now.",
      after:
        "If you still want it, open its page: an available book can be reserved, and for one that is taken you can join the waiting list again.",
      button: "Open your place in line",
    },
    wait_lapsed_gone: {
      subject: "“{book}” has gone to another reader",
      body: "“{book}”, which you stood in line for, has been handed over to another reader, so its line has ended. Thank you for waiting!",
      after: "There are other books in “{campaign}”: perhaps one of them is for you.",
      button: "Have a look",
    },
    book_withdrawn_wait: {
      subject: "“{book}” is no longer offered",
      body: "Unfortunately “{book}”, which you stood in line for, has been taken out of “{campaign}”, so its line has ended. Thank you for waiting!",
      after: "There are other books in the campaign: perhaps one of them is for you.",
      button: "Have a look",
    },
    claim_extended: {
      subject: "“{book}” will wait for you longer",
      body: "The organizers have extended your reservation of “{book}” in “{campaign}”. It is waiting for your donation until {until}.",
      button: "Open the reservation",
    },
  },
} as const;
