export const NOON = new Date("2026-03-02T12:00:00Z");
export const minutesAfter = (start: Date, minutes: number) => new Date(start.getTime() + minutes * 60_000);
export const hoursAfter = (start: Date, hours: number) => minutesAfter(start, hours * 60);
export const daysAfter = (start: Date, days: number) => hoursAfter(start, days * 24);
