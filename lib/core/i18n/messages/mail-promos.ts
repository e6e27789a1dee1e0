/** What those who run promos are written. Merged into the words of all e-mails. */
export const promoMail = {
  uk: {
    contingency_fired: {
      subject: "«{promo}»: план на випадок недобору спрацював",
      body: "{metric}: {value}, а мало бути щонайменше {threshold}. За планом тепер: {what}.",
      after: "Коли зробите це, запишіть у промо, що з того вийшло: так буде у звіті.",
      button: "Відкрити план",
    },
    numbers_due: {
      subject: "«{promo}»: час записати числа «{placement}»",
      body: "Публікація «{placement}» уже тиждень у мережі. Запишіть її перегляди, охоплення й реакції, поки вони перед очима.",
      button: "Записати числа",
    },
    numbers_due_story: {
      subject: "«{promo}»: статистика сторіс «{placement}» скоро зникне",
      body: "Соцмережа показує статистику сторіс лише 24 години. Запишіть перегляди, охоплення й відповіді до {until} і додайте знімок екрана.",
    },
    placement_answered: {
      subject: "«{placement}»: просять правок",
      body: "{reviewer} просить змінити «{placement}» у промо «{promo}». {what}",
      button: "Відкрити розміщення",
    },
    placement_answered_approved: {
      subject: "«{placement}» погоджено",
      body: "{reviewer} погоджує «{placement}» у промо «{promo}». Тепер можна призначити час. {what}",
    },
  },
  en: {
    contingency_fired: {
      subject: "“{promo}”: the contingency plan has been triggered",
      body: "{metric}: {value}, and at least {threshold} was expected. The plan now says: {what}.",
      after: "Once it is done, write down in the promo what came of it: the report will show it.",
      button: "Open the plan",
    },
    numbers_due: {
      subject: "“{promo}”: time to write down the numbers of “{placement}”",
      body: "“{placement}” has been up for a week. Write down its views, reach and reactions while they are in front of you.",
      button: "Write down the numbers",
    },
    numbers_due_story: {
      subject: "“{promo}”: the numbers of the story “{placement}” are about to vanish",
      body: "The network shows a story’s numbers for 24 hours only. Write down views, reach and replies by {until}, and add a screenshot.",
    },
    placement_answered: {
      subject: "“{placement}”: changes are asked for",
      body: "{reviewer} asks for changes to “{placement}” of “{promo}”. {what}",
      button: "Open the placement",
    },
    placement_answered_approved: {
      subject: "“{placement}” is approved",
      body: "{reviewer} approves “{placement}” of “{promo}”. Its time can be set now. {what}",
    },
  },
} as const;
