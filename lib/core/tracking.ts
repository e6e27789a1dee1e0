/** The carrier's page on which anybody can follow a parcel by its waybill. */
export const trackingUrl = (waybill: string) => `https://novaposhta.ua/tracking/?cargo_number=${waybill}`;
