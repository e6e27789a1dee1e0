import type { ReactNode } from "react";

export type Column<Row> = {
  /** Empty for a column of buttons. */
  name: string;
  cell: (row: Row) => ReactNode;
  align?: "end";
};

type TableProps<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
};

/** Rows and columns; on a phone each row is a card whose lines carry the column's name. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table className="table">
      <caption className="hidden-text">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, align }) =>
            name === "" ? (
              <td key={name} />
            ) : (
              <th key={name} scope="col" data-align={align}>
                {name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map(({ name, cell, align }) => (
              <td key={name} data-label={name} data-align={align}>
                <div>{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
