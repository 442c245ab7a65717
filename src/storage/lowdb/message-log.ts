import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder, replaceFile, syncFolder } from '../../files/durable.ts';
import { unlessMissing } from '../../files/fs-errors.ts';
import type { ChangeQueue } from '../change-queue.ts';
import type { AudioMessage, MessageLog } from '../library.ts';

/** Maximum number of messages of one guild that are kept; the oldest are forgotten. A message takes 60 bytes. */
const MAX_MESSAGES = 5000;
/** A line of the file: ids of the member, of the channel and of the message. */
const LINE = /^(\d{1,20}) (\d{1,20}) (\d{1,20})$/;
const LINE_BYTES = 60;
const FILE = 'messages.log';

export interface MessageLogOptions {
  readonly folderOf: (guildId: string) => string;
  readonly changes: ChangeQueue;
  /** Signal that aborts when the store closes. After that, no file is changed. */
  readonly closing: AbortSignal;
}

/**
 * Opens the lists of messages with audio, one text file per guild. A message is appended as one line, so that noting it
 * takes the same time however many there are. An incomplete line, which a crash can leave, is skipped.
 */
export function createMessageLog({ folderOf, changes, closing }: MessageLogOptions): MessageLog {
  const fileOf = (guildId: string) => path.join(folderOf(guildId), FILE);
  const read = async (guildId: string): Promise<AudioMessage[]> => {
    const text = (await unlessMissing(readFile(fileOf(guildId), 'utf8'))) ?? '';
    return text.split('\n').flatMap((line) => {
      const [, memberId, channelId, messageId] = LINE.exec(line) ?? [];
      return memberId && channelId && messageId ? [{ memberId, channelId, messageId }] : [];
    });
  };
  const write = async (guildId: string, messages: readonly AudioMessage[]) => {
    await replaceFile(fileOf(guildId), Buffer.from(messages.map(lineOf).join('')));
    await syncFolder(folderOf(guildId));
  };
  return {
    async add(guildId, message) {
      closing.throwIfAborted();
      await changes.run(guildId, async () => {
        await makeFolder(folderOf(guildId));
        const size = await append(fileOf(guildId), lineOf(message));
        if (size > 2 * MAX_MESSAGES * LINE_BYTES) await write(guildId, (await read(guildId)).slice(-MAX_MESSAGES));
      });
    },
    async of(guildId, memberId) {
      const messages = await read(guildId);
      return messages.slice(-MAX_MESSAGES).filter((message) => message.memberId === memberId);
    },
    list: async (guildId) => (await read(guildId)).slice(-MAX_MESSAGES),
    async remove(guildId, messages) {
      closing.throwIfAborted();
      const gone = new Set(messages.map(({ messageId }) => messageId));
      if (gone.size === 0) return;
      await changes.run(guildId, async () => {
        const kept = (await read(guildId)).filter(({ messageId }) => !gone.has(messageId));
        await write(guildId, kept.slice(-MAX_MESSAGES));
      });
    },
  };
}

/** Appends a text to a file, durably, and returns the size of the file. */
async function append(file: string, text: string): Promise<number> {
  const handle = await open(file, 'a');
  try {
    // The line break before the text ends a line that a crash has left incomplete.
    const { size } = await handle.stat();
    await handle.writeFile(size === 0 ? text : `\n${text}`);
    await handle.sync();
    return size + text.length;
  } finally {
    await handle.close();
  }
}

function lineOf({ memberId, channelId, messageId }: AudioMessage): string {
  return `${memberId} ${channelId} ${messageId}\n`;
}
