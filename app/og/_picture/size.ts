/** As networks want it: 1.91 to 1. */
export const WIDTH = 1200;
export const HEIGHT = 630;
