import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { replaceFile } from '../../files/durable.ts';

/** Maximum number of questions that wait for an answer; the oldest are dropped. */
const MAX_QUESTIONS = 300;
/** Time for which a question is kept, in milliseconds: as long as the links to the files of a command are valid. */
const KEPT_MS = 24 * 60 * 60 * 1000;

const remoteFile = z.object({ url: z.string(), name: z.string(), size: z.number() });
const asked = z.object({ guildId: z.string(), userId: z.string() });
const duplicatesQuestion = asked.extend({
  kind: z.literal('duplicates'),
  additions: z
    .array(
      z.object({
        label: z.string(),
        tags: z.array(z.string()).readonly(),
        file: remoteFile,
        /** SHA-256 of the file's content, in hex digits. */
        hash: z.string(),
        /** URL of the message that has the sound as an attachment; null if there is none. */
        messageUrl: z.string().nullable(),
        /** Id of the author of that message, if it is the message of a member. */
        messageAuthorId: z.string().nullable(),
      }),
    )
    .readonly(),
  /** Whether the reply gets the sounds as attachments. */
  attach: z.boolean(),
  /** Code of the error for a further answer; undefined until the member answers. */
  answered: z.enum(['questionPending', 'questionAdded', 'questionLeftOut']).optional(),
});
const filesQuestion = asked.extend({
  /** `sharing`: whether sounds of a private channel may be added; `naming`: the names of the files of a message. */
  kind: z.literal(['sharing', 'naming']),
  files: z.array(remoteFile).readonly(),
  /** Label for a single file. If there are several files, the label of each is its file name. */
  label: z.string().nullable(),
  tags: z.string().nullable(),
  /** The message that has the files as attachments. If undefined, the reply gets the files as attachments. */
  source: z.object({ id: z.string(), authorId: z.string() }).optional(),
});

/** A question whether to add sounds that look like duplicates. */
export type DuplicatesQuestion = z.output<typeof duplicatesQuestion>;
/** A question about files that are added after the answer. */
export type FilesQuestion = z.output<typeof filesQuestion>;
type Question = DuplicatesQuestion | FilesQuestion;

const stored = z.object({
  questions: z.array(
    z.object({
      key: z.string(),
      askedAt: z.number(),
      question: z.discriminatedUnion('kind', [duplicatesQuestion, filesQuestion]),
    }),
  ),
});

/**
 * The questions of `/add` that wait for an answer, by the keys in the custom ids of their buttons and modals. They are
 * kept in a file for a day, so that they can be answered after a restart.
 */
export interface Questions {
  get(key: string): Question | undefined;
  set(key: string, question: Question): void;
  delete(key: string): void;
  /** Deletes the questions to a member, in one server or in all servers. Resolves to their number. */
  forget(userId: string, guildId?: string): Promise<number>;
  /** Resolves once the latest change is in the file. */
  written(): Promise<void>;
}

/**
 * Opens the questions in a file of a folder. A file that cannot be read counts as empty, and a failed write is ignored:
 * without the file, members have to send sounds again after a restart.
 * @param folder null to keep the questions in memory only
 */
export async function openQuestions(folder: string | null): Promise<Questions> {
  const file = folder === null ? null : path.join(folder, 'questions.json');
  const questions = new LRUCache<string, { readonly askedAt: number; readonly question: Question }>({
    max: MAX_QUESTIONS,
    ttl: KEPT_MS,
  });
  for (const { key, askedAt, question } of file === null ? [] : await readStored(file)) {
    const ttl = askedAt + KEPT_MS - Date.now();
    if (ttl > 0) questions.set(key, { askedAt, question }, { ttl });
  }
  let writing: Promise<void> = Promise.resolve();

  const write = () => {
    if (file === null) return;
    const save = () => {
      const list = [...questions.entries()].reverse().map(([key, value]) => ({ key, ...value }));
      return replaceFile(file, Buffer.from(JSON.stringify({ questions: list })));
    };
    writing = writing.then(save).catch(() => undefined);
  };
  return {
    get: (key) => questions.get(key)?.question,
    set(key, question) {
      const known = questions.peek(key);
      const ttl = known ? questions.getRemainingTTL(key) : KEPT_MS;
      questions.set(key, { askedAt: known?.askedAt ?? Date.now(), question }, { ttl });
      write();
    },
    delete(key) {
      if (questions.delete(key)) write();
    },
    async forget(userId, guildId) {
      const own = [...questions.entries()].filter(
        ([, { question }]) => question.userId === userId && question.guildId === (guildId ?? question.guildId),
      );
      for (const [key] of own) questions.delete(key);
      if (own.length > 0) write();
      await writing;
      return own.length;
    },
    written: () => writing,
  };
}

async function readStored(file: string): Promise<z.output<typeof stored>['questions']> {
  try {
    return stored.parse(JSON.parse(await readFile(file, 'utf8'))).questions;
  } catch {
    return [];
  }
}
