import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../files/durable.ts';

const openReply = z.object({
  /** Id of the interaction. */
  id: z.string(),
  applicationId: z.string(),
  /** Token of the interaction, with which the bot can edit the reply for 15 minutes. */
  token: z.string(),
  channelId: z.string().nullable(),
  messageId: z.string(),
  locale: z.string(),
  /**
   * Whether a member pressed a button or used a menu. The reply is then the message with this component, and the
   * embeds and components of the message must stay.
   */
  isComponent: z.boolean(),
});
/** A reply that shows the progress of a running task. */
export type OpenReply = z.output<typeof openReply>;

const stored = z.object({ replies: z.array(openReply) });

/** A list of the replies that show progress, kept in a file so that it survives if the process is killed. */
export interface OpenReplies {
  /** Replies that the previous process could not complete before it ended. */
  readonly left: readonly OpenReply[];
  /** Adds a reply to the list. Does nothing if the list already contains the reply. */
  add(reply: OpenReply): void;
  /** Removes the reply with this interaction id from the list. Does nothing if the list does not contain the reply. */
  remove(id: string): void;
  /** Resolves once the latest change of the list is in the file. */
  written(): Promise<void>;
}

/**
 * Opens the list of replies that show progress, in a file of a folder. A file that cannot be read counts as empty, and
 * a failed write is ignored: without the list, only a progress line stays in Discord after the process was killed.
 * @param folder null to keep the list in memory only
 */
export async function openReplies(folder: string | null): Promise<OpenReplies> {
  const file = folder === null ? null : path.join(folder, 'open-replies.json');
  const replies = new Map<string, OpenReply>();
  const left = file === null ? [] : await readLeft(file);
  let writing: Promise<void> = Promise.resolve();

  const write = () => {
    if (file === null) return;
    const save = () => replaceFile(file, Buffer.from(JSON.stringify({ replies: [...replies.values()] })));
    writing = writing.then(save).catch(() => undefined);
  };
  return {
    left,
    add(reply) {
      if (replies.has(reply.id)) return;
      replies.set(reply.id, reply);
      write();
    },
    remove(id) {
      if (replies.delete(id)) write();
    },
    written: () => writing,
  };
}

async function readLeft(file: string): Promise<readonly OpenReply[]> {
  try {
    return stored.parse(JSON.parse(await readFile(file, 'utf8'))).replies;
  } catch {
    return [];
  }
}
