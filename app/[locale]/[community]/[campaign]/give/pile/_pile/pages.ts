/** Rows on one page of a review: as many as a phone draws at once. */
export const PAGE_ROWS = 50;
