/**
 * Words of the trade that people write in either alphabet and no rule of letters can bring together, folded as `book_fold` does:
 * whoever looks for one finds its twins too.
 */
const TWINS = [
  ["scrum", "скрам"],
  ["agile", "аджайл", "еджайл", "аджаил"],
  ["kanban", "канбан"],
  ["lean", "лін"],
  ["devops", "девопс"],
  ["python", "пайтон"],
  ["java", "джава"],
  ["management", "менеджмент"],
  ["manager", "менеджер"],
  ["project", "проект", "проєкт"],
  ["product", "продукт"],
  ["team", "команда", "тім"],
  ["coaching", "коучинг"],
  ["coach", "коуч"],
  ["design", "дизайн"],
  ["marketing", "маркетинг"],
  ["business", "бізнес"],
  ["startup", "стартап"],
  ["sprint", "спринт"],
  ["leader", "лідер"],
  ["leadership", "лідерство"],
  ["backlog", "беклог"],
  ["roadmap", "роудмап"],
  ["facilitation", "фасилітація"],
  ["feedback", "фідбек"],
] as const;

const twins = new Map<string, readonly string[]>(
  TWINS.flatMap((group) => group.map((word) => [word, group.filter((other) => other !== word)] as const)),
);

export function twinsOf(folded: string): readonly string[] {
  return twins.get(folded) ?? [];
}
