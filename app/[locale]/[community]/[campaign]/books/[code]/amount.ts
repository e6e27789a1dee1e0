/** What `AmountField` sends, as one amount: the chosen chip is it, unless it says that another one was typed. */
export function withAmount(form: FormData): FormData {
  const typed = new FormData();
  for (const [name, value] of form) typed.append(name, value);
  const choice = form.get("choice");
  typed.set("amount", String(choice === "own" || choice === null ? (form.get("own") ?? "") : choice));
  return typed;
}
