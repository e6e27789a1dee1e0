const PATHS = {
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.8-1.7L20 20",
  arrow: "M5 12h14m-6-6 6 6-6 6",
  back: "M19 12H5m6 6-6-6 6-6",
  check: "m5 12.5 4.5 4.5L19 7",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7v5l3.5 2",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  pin: "M12 21s7-6.2 7-11.5a7 7 0 1 0-14 0C5 14.8 12 21 12 21Zm0-9a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Z",
  heart: "M12 20s-7.5-4.6-7.5-10.1A4.3 4.3 0 0 1 12 7.2a4.3 4.3 0 0 1 7.5 2.7C19.5 15.4 12 20 12 20Z",
  close: "M6 6l12 12M18 6 6 18",
  filter: "M4 6h16M7 12h10m-7 6h4",
  warn: "M12 8v5m0 3.5v.01M10.3 3.9 2.5 17.5A2 2 0 0 0 4.2 20.5h15.6a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0Z",
  info: "M12 11v5.5m0-8.5v.01M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z",
  book: "M5 4.5h11a3 3 0 0 1 3 3V20H8a3 3 0 0 1-3-3V4.5Zm0 12.5a3 3 0 0 1 3-3h11",
  gift: "M4 9h16v4H4zm1.5 4V20h13v-7M12 9v11m0-11S10.5 4.5 8 4.5 6 9 8 9m4 0s1.5-4.5 4-4.5S18 9 16 9",
  mail: "M4 6h16v12H4zm0 1 8 6 8-6",
  plus: "M12 5v14M5 12h14",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6Z",
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing beside a word. It says nothing by itself: the word does. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Three spines on a shelf, one raised. */
export function Mark() {
  return (
    <svg viewBox="0 0 26 24" fill="none" aria-hidden="true">
      <rect x="1" y="7" width="6" height="14" rx="1.5" fill="currentColor" />
      <rect x="9.5" y="1" width="6.5" height="16" rx="1.5" fill="var(--color-accent)" />
      <path d="m19.3 7.6 4.5 13" stroke="currentColor" strokeWidth="5" strokeLinecap="round" />
      <path d="M1 23h24" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
