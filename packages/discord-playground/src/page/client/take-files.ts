import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type Choosable, giveFiles } from './command-draft.ts';
import { changed, type PendingFile } from './state.ts';

/** Puts files where they belong: into the command that is being filled in, else into the message that is being written. */
export function takeFiles(files: readonly PendingFile[]): void {
  changed((now) => {
    if (now.draft !== null && takesFile(now.draft)) now.draft = giveFiles(now.draft, files);
    else now.files = [...now.files, ...files].slice(0, 10);
  });
}

export function takesFile({ options }: Choosable): boolean {
  return options.some(({ type }) => type === ApplicationCommandOptionType.Attachment);
}
