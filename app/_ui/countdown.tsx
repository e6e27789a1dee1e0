"use client";

import { useEffect, useState } from "react";

type CountdownProps = {
  /** When it ends, ISO 8601. */
  until: string;
  /** The end as a date in words, from the server: stands alone without JavaScript. */
  fallback: string;
  /** Units after the numbers, and what is said when the time is up. */
  words: { days: string; hours: string; minutes: string; seconds: string; over: string };
};

/** How long is left, to the minute, and to the second in the last hour. */
export function Countdown({ until, fallback, words }: CountdownProps) {
  const [now, setNow] = useState<number | null>(null);

  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);

  return (
    <time className="countdown" dateTime={until} role="timer">
      {now === null ? fallback : left(Date.parse(until) - now, words)}
    </time>
  );
}

function left(ms: number, words: CountdownProps["words"]): string {
  if (ms <= 0) return words.over;
  const seconds = Math.ceil(ms / 1000);
  const [d, h, m, s] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  if (d > 0) return `${d} ${words.days} ${h} ${words.hours}`;
  if (h > 0) return `${h} ${words.hours} ${m} ${words.minutes}`;
  return `${m} ${words.minutes} ${String(s).padStart(2, "0")} ${words.seconds}`;
}
