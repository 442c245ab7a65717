import { sayError, UserError } from '../../errors.ts';
import { type Messages, messagesFor } from '../../i18n/index.ts';
import type { App, RemoteFile } from '../app.ts';
import type { Modal, OnMessage, Slash } from '../command.ts';
import { hear } from '../shared/analyze-file.ts';
import { doWork } from '../shared/reply.ts';
import { literal } from '../shared/text.ts';
import { messageUrl, namingOf } from './save-sound.ts';
import { type Offered, offerSounds } from './save-sounds.ts';

export interface FilesToAdd {
  readonly files: readonly RemoteFile[];
  /** For one file; several are called by their names. */
  readonly label: string | null;
  readonly tags: string | null;
  /** The message that they are from; without one it is the one that tells of them, which then carries the sounds. */
  readonly messageId?: string;
  /**
   * Whether a file that cannot be heard is passed over and told of; else the first such ends all, before any is added.
   * Either way what there is no room for is told of, and what was added by then stays.
   */
  readonly keepGoing?: boolean;
}

/** Files that are named where they could not be taken. */
const NAMED = 5;

/** Listens to files one after the other, adds what is new, and asks about what seems to be there already. */
export async function addFiles(
  interaction: Slash | OnMessage | Modal,
  app: App,
  { files, label, tags, messageId, keepGoing = false }: FilesToAdd,
): Promise<void> {
  const messages = messagesFor(interaction.locale);
  const { common } = messages;
  const { guildId, user } = interaction;
  // One label cannot name several sounds.
  const named = files.map((file) => ({
    ...namingOf(file, files.length === 1 ? label : null, tags, common),
    file,
  }));
  const library = await app.libraries.open(guildId);
  await doWork(
    interaction,
    app,
    files.map(({ name }) => name),
    async ({ progress, signal, place }) => {
      const heard: Omit<Offered, 'messageUrl'>[] = [];
      const refused: UserError[] = [];
      const lines: string[] = [];
      for (const [index, sound] of named.entries()) {
        const part = named.length > 1 ? { part: common.part(index + 1, named.length) } : {};
        try {
          heard.push({
            ...sound,
            ...(await hear(app, sound.file, { guildId, memberId: user.id, progress, signal, ...part })),
          });
        } catch (error) {
          if (!keepGoing || !(error instanceof UserError) || error.scope !== 'file') throw error;
          refused.push(error);
          lines.push(lineOf(sound.file.name, error, messages));
        }
      }
      await progress.done();
      const [first] = refused;
      if (heard.length === 0 && first) throw first;
      const from = messageId ?? (await place());
      const url = from === null ? null : messageUrl(interaction, from);
      const offered = heard.map((sound) => ({ ...sound, messageUrl: url }));
      const attach = messageId === undefined;
      const { outcome, refused: noRoom } = await offerSounds(interaction, app, library, { offered, attach });
      lines.push(...noRoom.map(({ fileName, error }) => lineOf(fileName, error, messages)));
      return lines.length > 0 ? { ...outcome, content: notTaken(lines, messages) } : outcome;
    },
  );
}

function lineOf(fileName: string, error: UserError, { errors }: Messages): string {
  return `**${literal(fileName, 40)}**: ${sayError(errors, error)}`;
}

/** The files that could not be taken, and why, within Discord's 2,000 characters. */
function notTaken(lines: readonly string[], { importing, common }: Messages): string {
  const more = lines.length > NAMED ? [common.andMore(lines.length - NAMED)] : [];
  return [importing.notTaken, ...lines.slice(0, NAMED), ...more].join('\n');
}
