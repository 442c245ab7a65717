import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../files/durable.ts';

const openReply = z.object({
  /** Id of the interaction. */
  id: z.string(),
  applicationId: z.string(),
  /** Token with which Discord lets the bot edit the reply, for 15 minutes. */
  token: z.string(),
  channelId: z.string().nullable(),
  messageId: z.string(),
  locale: z.string(),
  /** Whether the reply is the message of a pressed button, whose embeds and buttons must stay. */
  isComponent: z.boolean(),
});
/** A reply that shows the progress of a running task. */
export type OpenReply = z.output<typeof openReply>;

const stored = z.object({ replies: z.array(openReply) });

/** A record of the replies that show progress, which survives if the process is killed. */
export interface OpenReplies {
  /** Replies of the process that ran before, and that it could not complete. */
  readonly left: readonly OpenReply[];
  /** Does nothing if the reply is in the record already. */
  add(reply: OpenReply): void;
  /** Does nothing if there is no such reply. */
  remove(id: string): void;
  /** Resolves once the latest change is in the file. */
  written(): Promise<void>;
}

/**
 * Opens the record in a folder. A file that cannot be read counts as empty, and a failed write is ignored, because
 * losing a record only leaves a progress line behind.
 * @param folder null to keep the record in memory only
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
