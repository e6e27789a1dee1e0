/** Every "no" about promos: their plans, placements, numbers and reports. Merged into the words of all refusals. */
export const promoRefusals = {
  uk: {
    notFound: "Такого промо немає.",
    notAllowedNow: "Із цим промо так зараз не зробити: його стан уже інший.",
    briefLocked: "Бриф узгоджено, тож він лишається таким, як домовилися. Щоб змінити його, поверніть промо до брифу.",
    briefUnfinished:
      "Щоб узгодити бриф, заповніть у ньому:{task, select, yes { • задачу контенту} other {}}{metric, select, yes { • одну головну метрику} other {}}{metricTarget, select, yes { • її ціль} other {}}{metricBy, select, yes { • дату, до якої її треба досягти} other {}}{audience, select, yes { • аудиторію} other {}}{keyMessage, select, yes { • ключове повідомлення} other {}}{networks, select, yes { • соцмережі} other {}}{contacts, select, yes { • контактну особу в кожній соцмережі} other {}}{contentBy, select, yes { • дедлайн для контенту} other {}}{reportFormat, select, yes { • формат звіту} other {}}{reportBy, select, yes { • дату звіту} other {}}",
    changedMeanwhile: "Тим часом це змінив хтось інший. Те, що ви вписали, лишилося у формі.",
    reasonNeeded: "Напишіть причину: її побачать усі, хто працює над промо.",
    meetingNotFound: "Такої зустрічі немає.",
    tooManyLines: "У плані вже 50 рядків. Приберіть зайві.",
    lineNotFound: "Такого рядка в плані немає.",
    lineJudged: "Цей рядок уже спрацював або не знадобився. Його видно у звіті, і змінити його не можна.",
    lineNotFired: "Цей рядок не спрацьовував, тож записувати наслідок ще нема чого.",
    notOfThisPromo: "Оберіть розміщення цього промо й людину зі спільноти.",
    readingNotFound: "Такого запису немає.",
  },
  en: {
    notFound: "There is no such promo.",
    notAllowedNow: "That cannot be done with this promo now: its state has changed.",
    briefLocked: "The brief is agreed and stays as it was agreed. To change it, take the promo back to the brief.",
    briefUnfinished:
      "Before it can be agreed, fill in the brief:{task, select, yes { • the task of the content} other {}}{metric, select, yes { • one main metric} other {}}{metricTarget, select, yes { • its target} other {}}{metricBy, select, yes { • the date to reach it by} other {}}{audience, select, yes { • the audience} other {}}{keyMessage, select, yes { • the key message} other {}}{networks, select, yes { • the networks} other {}}{contacts, select, yes { • a contact person in each network} other {}}{contentBy, select, yes { • the deadline for content} other {}}{reportFormat, select, yes { • the format of the report} other {}}{reportBy, select, yes { • the date of the report} other {}}",
    changedMeanwhile: "Somebody else changed this meanwhile. What you typed is still in the form.",
    reasonNeeded: "Give a reason: everyone who works on the promo will see it.",
    meetingNotFound: "There is no such meeting.",
    tooManyLines: "The plan has 50 lines already. Remove some.",
    lineNotFound: "The plan has no such line.",
    lineJudged: "This line has fired or was not needed. It stands in the report and cannot be changed.",
    lineNotFired: "This line has not fired, so there is no outcome to write down yet.",
    notOfThisPromo: "Choose a placement of this promo and somebody of the community.",
    readingNotFound: "There is no such record.",
  },
} as const;
