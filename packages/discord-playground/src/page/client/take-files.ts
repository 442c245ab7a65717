import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type Choosable, giveFiles } from './command-draft.ts';
import { changed } from './state.ts';
import type { PendingFile } from './upload-file.ts';

/** Adds files to the slash command that is being filled in or, if there is none, to the message. */
export function takeFiles(files: readonly PendingFile[]): void {
  changed((now) => {
    if (now.draft !== null && takesFile(now.draft)) now.draft = giveFiles(now.draft, files);
    else now.files = [...now.files, ...files].slice(0, 10);
  });
}

export function takesFile({ options }: Choosable): boolean {
  return options.some(({ type }) => type === ApplicationCommandOptionType.Attachment);
}
