import { api } from "@/app/_web/api";
import { nowhere } from "@/app/_web/api-places";

/** Addresses that lead nowhere say so as the rest of the API does. */
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/{rest}", {
  GET: nowhere,
  POST: nowhere,
  PUT: nowhere,
  PATCH: nowhere,
  DELETE: nowhere,
});
