/** The colours of one cover: its ground, what is printed on it, and two inks for the drawing. */
export type Inks = { ground: string; ink: string; a: string; b: string };

/** Chosen so that ink on ground reads at 4.5:1 or better, and each stands on a white page and on a black one. */
export const INKS: readonly [Inks, ...Inks[]] = [
  { ground: "#c93a22", ink: "#fff3e2", a: "#f7b538", b: "#5b1412" },
  { ground: "#f2b134", ink: "#221803", a: "#d1451f", b: "#0f4c4a" },
  { ground: "#0e5a5a", ink: "#f5ecd9", a: "#f08a4b", b: "#f3d36b" },
  { ground: "#2446a8", ink: "#f8f2e4", a: "#f9c846", b: "#ee6c5b" },
  { ground: "#f2b9ae", ink: "#3c0f1c", a: "#bf1f4a", b: "#fbe9cf" },
  { ground: "#15223f", ink: "#f6ecd5", a: "#f59f18", b: "#6f93b5" },
  { ground: "#4c6a2e", ink: "#fcf6df", a: "#e8c15f", b: "#22361b" },
  { ground: "#a5d0e3", ink: "#0d2338", a: "#dd4f27", b: "#fbf4e2" },
  { ground: "#4b2050", ink: "#fae9da", a: "#e59aa8", b: "#f0b547" },
  { ground: "#eee4d0", ink: "#1d1a15", a: "#c43c25", b: "#28606a" },
  { ground: "#8a2b20", ink: "#f9e6cb", a: "#e59f38", b: "#d8b98c" },
  { ground: "#bfe0c8", ink: "#0f3328", a: "#0d6b4f", b: "#ef7a4c" },
  { ground: "#26282b", ink: "#f4efe4", a: "#d8f052", b: "#8d9299" },
  { ground: "#cbbfe8", ink: "#231546", a: "#5a35b4", b: "#f7cf63" },
  { ground: "#ef7a2e", ink: "#251003", a: "#fde5b9", b: "#7a1d1d" },
  { ground: "#f8f5ee", ink: "#152040", a: "#2c59d6", b: "#f1b13c" },
  { ground: "#0b3d5c", ink: "#e9f4f4", a: "#5ec2b7", b: "#f2e2b0" },
  { ground: "#d9c9a3", ink: "#2b1d0b", a: "#7b4a1e", b: "#35543c" },
];
