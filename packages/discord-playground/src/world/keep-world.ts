import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type APIApplicationCommand, type APIAttachment, type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { StoredFile } from './file-store.ts';
import type { BoardSound, Channel, SoundFile, StoredMessage, World } from './world.ts';

/**
 * A folder on the disk that keeps the messages, files, threads and commands of a playground. When the playground
 * starts again, it restores them from this folder.
 */
export interface KeptWorld {
  /** Adds the messages, files, threads and commands that the folder contains to a new world. */
  restore(world: World): void;
  /**
   * Must be called after each change of the world. Writes the world after a delay, so that one write covers several
   * changes.
   */
  changed(): void;
  /** Writes the world to the folder at once, including changes whose delay has not ended. */
  close(): Promise<void>;
}

/** Maximum number of messages that the folder keeps for each channel: the newest ones. */
const MAX_MESSAGES = 200;
/** Delay in milliseconds between a change of the world and the write to the folder. */
const WRITE_MS = 300;

/** A sound of a soundboard, whose file is in the folder of the uploaded files under its id. */
type KeptBoardSound = Omit<BoardSound, 'file'> & Pick<SoundFile, 'contentType'>;

// `z.custom` accepts any value. The playground wrote the objects in `world.json` itself, so their structure is not
// checked.
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
  boards: z.array(z.tuple([z.string(), z.array(z.custom<KeptBoardSound>())])).default([]),
});
type Kept = z.output<typeof schema>;

/**
 * Opens the folder of a playground, and creates the folder if it does not exist.
 * If `world.json` in this folder cannot be read, the playground starts without messages.
 */
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

/** Returns the content of each file that `filesDir` contains: by its download path, or by the id of a board's sound. */
async function readContents(filesDir: string, kept: Kept | null): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const { path } of kept?.files ?? []) {
    const content = await readFile(join(filesDir, nameOf(path))).catch(() => null);
    if (content !== null) contents.set(path, content);
  }
  for (const { id } of (kept?.boards ?? []).flatMap(([, sounds]) => sounds)) {
    const content = await readFile(join(filesDir, id)).catch(() => null);
    if (content !== null) contents.set(id, content);
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
  for (const [guildId, sounds] of kept.boards) {
    const restored = sounds.flatMap(({ contentType, ...sound }): [string, BoardSound][] => {
      const bytes = contents.get(sound.id);
      return bytes === undefined ? [] : [[sound.id, { ...sound, file: { bytes, contentType } }]];
    });
    world.guilds.get(guildId)?.soundboard.clear();
    for (const [id, sound] of restored) world.guilds.get(guildId)?.soundboard.set(id, sound);
  }
  for (const [scope, commands] of kept.commands)
    world.commands.set(scope, new Map(commands.map((command) => [command.id, command])));
}

async function save(world: World, file: string, filesDir: string): Promise<void> {
  // As at Discord, ephemeral messages are not kept. Replies that still show "thinking" are not kept either, because
  // the bot cannot complete them after a restart.
  const messages = [...world.messages.values()].flatMap((inChannel) =>
    [...inChannel.values()]
      .filter(({ visibleTo, message }) => visibleTo === null && !((message.flags ?? 0) & MessageFlags.Loading))
      .slice(-MAX_MESSAGES),
  );
  const boards = [...world.guilds.values()].map(({ id, soundboard }): [string, BoardSound[]] => [
    id,
    [...soundboard.values()],
  ]);
  const files = await saveFiles(
    world,
    messages,
    boards.flatMap(([, sounds]) => sounds),
    filesDir,
  );
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
    boards: boards.map(([id, sounds]) => [
      id,
      sounds.map(({ file: { contentType }, ...sound }) => ({ ...sound, contentType })),
    ]),
  };
  const temporary = `${file}.new`;
  await writeFile(temporary, JSON.stringify(kept));
  await rename(temporary, file);
}

/**
 * Makes `filesDir` contain exactly the uploaded files that the messages show, and those of soundboards: writes the files
 * that are missing there, and removes the others. Returns a description of each uploaded file that the messages show.
 */
async function saveFiles(
  world: World,
  messages: readonly StoredMessage[],
  sounds: readonly BoardSound[],
  filesDir: string,
): Promise<Kept['files']> {
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
  for (const { id, file } of sounds) if (!known.delete(id)) await writeFile(join(filesDir, id), file.bytes);
  for (const name of known) await rm(join(filesDir, name), { force: true });
  return [...found].map(([path, { filename, contentType }]) => ({
    path,
    filename,
    ...(contentType === undefined ? {} : { contentType }),
  }));
}

/**
 * Returns the name under which an uploaded file is stored in `filesDir`: the id of its attachment.
 * @param path path of the file's download link: `/attachments/<channel id>/<attachment id>/<file name>`
 */
function nameOf(path: string): string {
  return basename(path.replace(/\/[^/]*$/, ''));
}
