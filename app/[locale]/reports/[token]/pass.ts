/** The cookie in which the pass for one report is kept. */
export const passCookie = (shareId: string) => `report-${shareId}`;
