import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type APIApplicationCommand, type APIAttachment, type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { StoredFile } from './file-store.ts';
import type { Channel, StoredMessage, World } from './world.ts';

/** A folder with the messages, files, threads and commands of a playground, which the next start restores. */
export interface KeptWorld {
  /** Adds the messages, files, threads and commands in the folder to a new world. */
  restore(world: World): void;
  /** Writes the changed world to the folder after a short delay, so that several changes need one write. */
  changed(): void;
  /** Writes the changes that are not in the folder yet. */
  close(): Promise<void>;
}

/** Maximum number of messages to keep in each channel. */
const MAX_MESSAGES = 200;
const WRITE_MS = 300;

// The playground wrote these objects itself, so their inner structure is not checked.
const thread = z.custom<NonNullable<Channel['thread']>>();
const schema = z.object({
  version: z.literal(1),
  threads: z.array(z.object({ channel: z.custom<Channel>(), thread, memberIds: z.array(z.string()) })),
  messages: z.array(
    z.object({
      message: z.custom<APIMessage>(),
      embedded: z.array(z.custom<APIAttachment>()),
      reactions: z.array(z.tuple([z.string(), z.array(z.string())])),
    }),
  ),
  commands: z.array(z.tuple([z.string(), z.array(z.custom<APIApplicationCommand>())])),
  files: z.array(z.object({ path: z.string(), filename: z.string(), contentType: z.string().optional() })),
});
type Kept = z.output<typeof schema>;

/** Opens the folder. If its content cannot be read, the playground starts without messages. */
export async function keepWorld(folder: string): Promise<KeptWorld> {
  const file = join(folder, 'world.json');
  const filesDir = join(folder, 'files');
  await mkdir(filesDir, { recursive: true });
  const kept = await readKept(file);
  const contents = await readContents(filesDir, kept);
  let current: World | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (current === undefined) return;
    const world = current;
    writing = writing.then(() => save(world, file, filesDir)).catch((error: unknown) => console.warn(error));
  };
  return {
    restore(world) {
      if (kept !== null) restore(world, kept, contents);
      current = world;
    },
    changed() {
      timer ??= setTimeout(write, WRITE_MS);
      timer.unref();
    },
    async close() {
      write();
      await writing;
    },
  };
}

async function readKept(file: string): Promise<Kept | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Returns the content of each file in the folder, by the path of the file's link. */
async function readContents(filesDir: string, kept: Kept | null): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const { path } of kept?.files ?? []) {
    const content = await readFile(join(filesDir, nameOf(path))).catch(() => null);
    if (content !== null) contents.set(path, content);
  }
  return contents;
}

function restore(world: World, kept: Kept, contents: ReadonlyMap<string, Uint8Array>): void {
  for (const { path, filename, contentType } of kept.files) {
    const bytes = contents.get(path);
    if (bytes !== undefined) world.files.restore(path, { filename, contentType, bytes });
  }
  for (const { channel, thread: state, memberIds } of kept.threads)
    world.channels.set(channel.id, { ...channel, thread: { ...state, memberIds: new Set(memberIds) } });
  for (const { message, embedded, reactions } of kept.messages) {
    const inChannel = world.messages.get(message.channel_id) ?? new Map<string, StoredMessage>();
    const users = new Map(reactions.map(([emoji, ids]) => [emoji, new Set(ids)]));
    world.messages.set(
      message.channel_id,
      inChannel.set(message.id, { message, visibleTo: null, embedded, reactions: users }),
    );
  }
  for (const [scope, commands] of kept.commands)
    world.commands.set(scope, new Map(commands.map((command) => [command.id, command])));
}

async function save(world: World, file: string, filesDir: string): Promise<void> {
  // Ephemeral messages are not kept, as at Discord. A reply that still shows "thinking" gets no answer after a restart.
  const messages = [...world.messages.values()].flatMap((inChannel) =>
    [...inChannel.values()]
      .filter(({ visibleTo, message }) => visibleTo === null && !((message.flags ?? 0) & MessageFlags.Loading))
      .slice(-MAX_MESSAGES),
  );
  const files = await saveFiles(world, messages, filesDir);
  const kept: Kept = {
    version: 1,
    threads: [...world.channels.values()].flatMap((channel) =>
      channel.thread === null ? [] : [{ channel, thread: channel.thread, memberIds: [...channel.thread.memberIds] }],
    ),
    messages: messages.map(({ message, embedded, reactions }) => ({
      message,
      embedded,
      reactions: [...reactions].map(([emoji, ids]): [string, string[]] => [emoji, [...ids]]),
    })),
    commands: [...world.commands].map(([scope, commands]): [string, APIApplicationCommand[]] => [
      scope,
      [...commands.values()],
    ]),
    files,
  };
  const temporary = `${file}.new`;
  await writeFile(temporary, JSON.stringify(kept));
  await rename(temporary, file);
}

/** Writes the files of messages that are not in the folder yet, and removes those that no message has. */
async function saveFiles(world: World, messages: readonly StoredMessage[], filesDir: string): Promise<Kept['files']> {
  const known = new Set(await readdir(filesDir));
  const found = new Map<string, StoredFile>();
  for (const { message, embedded } of messages) {
    for (const { url } of [...message.attachments, ...embedded]) {
      const path = URL.canParse(url) ? new URL(url).pathname : '';
      const file = world.files.get(path);
      if (file !== undefined) found.set(path, file);
    }
  }
  for (const [path, { bytes }] of found) {
    const name = nameOf(path);
    if (!known.delete(name)) await writeFile(join(filesDir, name), bytes);
  }
  for (const name of known) await rm(join(filesDir, name), { force: true });
  return [...found].map(([path, { filename, contentType }]) => ({
    path,
    filename,
    ...(contentType === undefined ? {} : { contentType }),
  }));
}

/** Returns the name of a file in the folder: the id of the attachment, which is in the path of its link. */
function nameOf(path: string): string {
  return basename(path.replace(/\/[^/]*$/, ''));
}
