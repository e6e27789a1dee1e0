/** What a form shows after a try: what was typed, what is wrong with each field, and what was refused or done. */
export type FormState = {
  values: Record<string, string>;
  fieldErrors: Record<string, string>;
  message?: string;
  done?: boolean; // the message tells of a success
  lostFiles?: boolean; // files were sent, and have to be chosen again
  asks?: boolean; // the message asks something back: neither a success nor a refusal
};

export const blankForm: FormState = { values: {}, fieldErrors: {} };
