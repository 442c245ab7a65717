import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ComponentType,
} from 'discord-api-types/v10';
import { type Choosable, giveFiles } from './command-draft.ts';
import { changed, showError, state } from './state.ts';
import type { PendingFile } from './upload-file.ts';
import { MAX_FILES } from './upload-problems.ts';
import { addModalFiles } from './views/upload-field.ts';

/**
 * Adds files that a person has dropped or chosen to the open modal. If no modal is open, adds them to the slash command
 * in the composer, and those for which the command has no free option to the message in the composer. A notice names
 * the files that do not fit anywhere.
 */
export function takeFiles(files: readonly PendingFile[]): void {
  const { modal, draft } = state;
  const field = modal === null ? undefined : fileFieldOf(modal.modal);
  if (field !== undefined) {
    addModalFiles(field, files);
    return;
  }
  const given = draft === null ? null : giveFiles(draft, files);
  const used = new Set(Object.values(given?.values ?? {}));
  const others = files.filter((file) => !used.has(file));
  const room = Math.max(0, MAX_FILES - state.files.length);
  changed((now) => {
    now.draft = given;
    now.files = [...now.files, ...others.slice(0, room)];
  });
  if (draft !== null && others.length > 0)
    showError(`/${draft.shownName} takes no more files here. Kept for a message: ${namesOf(others.slice(0, room))}`);
  if (others.length > room)
    showError(`A message takes ${MAX_FILES} files. Not attached: ${namesOf(others.slice(room))}`);
}

function namesOf(files: readonly PendingFile[]): string {
  return files.map(({ file }) => file.name).join(', ');
}

/** Returns the custom id of the first file field of a modal. */
function fileFieldOf({ components }: APIModalInteractionResponseCallbackData): string | undefined {
  for (const component of components) {
    if (component.type === ComponentType.Label && component.component.type === ComponentType.FileUpload)
      return component.component.custom_id;
  }
  return undefined;
}

export function takesFile({ options }: Choosable): boolean {
  return options.some(({ type }) => type === ApplicationCommandOptionType.Attachment);
}
