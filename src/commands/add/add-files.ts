import type { RemoteFile, RequestContext } from '../app.ts';
import type { Modal, OnMessage, Slash } from '../command.ts';
import { analyzeFile } from '../shared/analyze-file.ts';
import { processFiles, type RejectedFile, rejectedLines } from '../shared/intake.ts';
import { labelOf, tagsOf } from '../shared/labels.ts';
import { reply } from '../shared/reply.ts';
import { literal } from '../shared/text.ts';
import type { AdditionWithAudio } from './save-sound.ts';
import { saveSounds } from './save-sounds.ts';

export interface FilesToAdd {
  readonly files: readonly RemoteFile[];
  /** The label of a single file. Several files are labelled with their own names. */
  readonly label: string | null;
  readonly tags: string | null;
  /** The message that the files come from. Without one, the reply carries the sounds. */
  readonly messageId?: string;
  /** Whether a file that cannot be analyzed is skipped and named. By default it prevents the others from being added. */
  readonly keepGoing?: boolean;
}

/**
 * Analyzes files one after the other, adds the new sounds, and asks about likely duplicates. If the library becomes full,
 * the sounds that were added before stay.
 */
export async function addFiles(
  interaction: Slash | OnMessage | Modal,
  context: RequestContext,
  { files, label, tags, messageId, keepGoing = false }: FilesToAdd,
): Promise<void> {
  const { t, task } = context;
  const named = files.map((file) => ({
    name: file.name,
    file,
    label: labelOf(files.length === 1 ? label : null, file.name, t.common.untitled),
    tags: tagsOf(tags),
  }));
  const library = await context.library();
  const fileNames = files.map(({ name }) => name);
  await reply(interaction, context, fileNames, async (replyId) => {
    const analyzed: Omit<AdditionWithAudio, 'messageUrl'>[] = [];
    const rejected: RejectedFile[] = [];
    const analyze = async ({ name: _, ...sound }: (typeof named)[number], part: string) => {
      const options = named.length > 1 ? { part } : {};
      const { audio, hash, embedding } = await analyzeFile(context, sound.file, options);
      analyzed.push({ ...sound, audio, hash, embedding });
    };
    await processFiles(named, analyze, { t, rejected: keepGoing ? rejected : null });
    await task.progress.stop();
    const [first] = rejected;
    if (analyzed.length === 0 && first) throw first.error;
    const sourceId = messageId ?? (await replyId());
    const messageUrl = sourceId === null ? null : messageUrlOf(interaction, sourceId);
    const sounds = analyzed.map((sound) => ({ ...sound, messageUrl }));
    const saved = await saveSounds(interaction, context, library, { sounds, attach: messageId === undefined });
    const lines = rejectedLines([...rejected, ...saved.rejected], t, (name) => `**${literal(name, 40)}**`);
    return lines.length > 0 ? { ...saved.outcome, content: lines.join('\n') } : saved.outcome;
  });
}

/** Returns the address of a message in the channel of an interaction. */
function messageUrlOf({ guildId, channelId }: Slash | OnMessage | Modal, messageId: string): string | null {
  return channelId ? `https://discord.com/channels/${guildId}/${channelId}/${messageId}` : null;
}
