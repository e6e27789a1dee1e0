"use client";

import { type ComponentProps, useEffect, useId, useState } from "react";

type FileFieldProps = { label: string; hint?: string; error?: string; optional?: string } & ComponentProps<"input">;
type Preview = { name: string; url: string | null };

/** Chooses files; a plain file input before JavaScript, with small pictures of what was chosen after. */
export function FileField({ label, hint, error, optional, ...input }: FileFieldProps) {
  const id = useId();
  const [previews, setPreviews] = useState<Preview[]>([]);

  useEffect(() => () => letGo(previews), [previews]);

  function show(files: FileList | null) {
    setPreviews(
      [...(files ?? [])].map((file) => ({
        name: file.name,
        url: file.type.startsWith("image/") ? URL.createObjectURL(file) : null,
      })),
    );
  }

  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {optional && <span className="optional">({optional})</span>}
      </label>
      <div className="file-drop">
        <input
          {...input}
          id={id}
          type="file"
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          onChange={(event) => show(event.currentTarget.files)}
        />
        {hint && (
          <p id={`${id}-hint`} className="hint">
            {hint}
          </p>
        )}
        {previews.length > 0 && (
          <div className="previews">
            {previews.map(({ name, url }) =>
              // biome-ignore lint/performance/noImgElement: a picture from the person's own device
              url ? <img key={url} src={url} alt={name} /> : <span key={name}>{name}</span>,
            )}
          </div>
        )}
      </div>
      <p id={`${id}-error`} className="field-error" aria-live="polite">
        {error}
      </p>
    </div>
  );
}

function letGo(previews: Preview[]) {
  for (const { url } of previews) if (url) URL.revokeObjectURL(url);
}
