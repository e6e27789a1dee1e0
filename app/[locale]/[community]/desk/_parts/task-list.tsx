import type { ReactNode } from "react";
import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";

type TaskListProps = {
  title: string;
  count: string;
  /** Where all of them are, when not all are shown. */
  all?: { href: string; label: string } | undefined;
  children: ReactNode;
};

/** Something that waits: how much of it, the first few, and the place of the rest. */
export function TaskList({ title, count, all, children }: TaskListProps) {
  return (
    <section>
      <Card gap={2}>
        <h2 className="task-title">
          {title} <span className="task-count nums">{count}</span>
        </h2>
        <ul className="tasks">{children}</ul>
        {all && (
          <p>
            <Anchor className="task-all" href={all.href}>
              {all.label}
            </Anchor>
          </p>
        )}
      </Card>
    </section>
  );
}

type TaskProps = {
  picture?: ReactNode;
  title: ReactNode;
  meta: ReactNode;
  /** What to do about it, at one tap. */
  action?: ReactNode;
  isNext?: boolean;
};

export function Task({ picture, title, meta, action, isNext }: TaskProps) {
  return (
    <li className="task" data-next={isNext || undefined}>
      {picture && <div className="task-picture">{picture}</div>}
      <div className="task-text">
        <p className="task-name">{title}</p>
        <p className="task-meta">{meta}</p>
      </div>
      {action && <div className="task-action">{action}</div>}
    </li>
  );
}
