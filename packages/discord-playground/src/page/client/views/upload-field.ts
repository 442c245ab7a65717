import type { APIFileUploadComponent } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { sizeText } from '../format.ts';
import { changed, state } from '../state.ts';
import type { PendingFile } from '../upload-file.ts';
import { uploadProblems } from '../upload-problems.ts';
import { soundIcon } from './icons.ts';

/** Renders the file field of a modal: the chosen files, their problems, and a button to add more files. */
export function uploadField(input: APIFileUploadComponent, id: string): TemplateResult {
  const { custom_id: name, file_types: types = [], max_values: max = 1 } = input;
  const files = state.modalFiles.get(name) ?? [];
  const problems = state.isModalChecked || files.length > 0 ? uploadProblems(input, files) : [];
  const accept = types.map((type) => (type.startsWith('.') ? type : `${type}/*`)).join(',');
  const onChange = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    addModalFiles(
      name,
      [...(target.files ?? [])].map((file) => ({ file })),
    );
    target.value = '';
  };
  return html`<div class="upload-field">
    ${files.map(
      (pending) => html`<span class="chip">${soundIcon} <span>${pending.file.name}</span>
        <span class="muted">${sizeText(pending.file.size)}</span>
        <button type="button" class="remove" aria-label=${`Take out ${pending.file.name}`} @click=${() => remove(name, pending)}>×</button></span>`,
    )}
    <label class="button secondary small">${files.length === 0 ? 'Choose files' : 'Add files'}<input
      id=${id} type="file" class="unseen" accept=${accept || nothing} ?multiple=${max > 1}
      aria-describedby=${`${id}-problems`} aria-invalid=${problems.length > 0} @change=${onChange}></label>
    <span class="muted">or drop files here</span>
    <ul id=${`${id}-problems`} class="problems" aria-live="polite" ?hidden=${problems.length === 0}>
      ${problems.map((problem) => html`<li>${problem}</li>`)}
    </ul>
  </div>`;
}

/** Adds files to a file field of the open modal. */
export function addModalFiles(name: string, files: readonly PendingFile[]): void {
  changed((now) => {
    now.modalFiles.set(name, [...(now.modalFiles.get(name) ?? []), ...files]);
  });
}

function remove(name: string, pending: PendingFile): void {
  changed((now) => {
    const files = now.modalFiles.get(name) ?? [];
    now.modalFiles.set(
      name,
      files.filter((other) => other !== pending),
    );
  });
}
