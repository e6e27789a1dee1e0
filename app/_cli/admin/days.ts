const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** A moment as it was typed, or a day's first moment in a time zone. What is neither is left for the schema to refuse. */
export function firstMoment(typed: string, timeZone: string): Date | string {
  return DAY.test(typed) ? midnight(typed, timeZone, 0) : typed;
}

/** A moment as it was typed, or the end of a day: the next one's first moment. */
export function momentAfter(typed: string, timeZone: string): Date | string {
  return DAY.test(typed) ? midnight(typed, timeZone, 1) : typed;
}

/** Twice, since the first guess can lie on the other side of a change of the clocks. */
function midnight(day: string, timeZone: string, daysLater: number): Date {
  const [, year, month, date] = (DAY.exec(day) ?? []).map(Number);
  const wanted = Date.UTC(year ?? 0, (month ?? 1) - 1, (date ?? 1) + daysLater);
  const guess = wanted - offset(wanted, timeZone);
  return new Date(wanted - offset(guess, timeZone));
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(at / 1000) * 1000;
}
