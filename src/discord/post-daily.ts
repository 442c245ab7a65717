import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AttachmentBuilder, type Client } from 'discord.js';
import type { App } from '../commands/app.ts';
import { soundCard } from '../commands/library/sound-card.ts';
import { serverFileLimit } from '../commands/shared/file-limit.ts';
import { uploadName } from '../commands/shared/labels.ts';
import { noteAudioMessage } from '../commands/shared/note-audio-message.ts';
import { literal } from '../commands/shared/text.ts';
import { messagesFor } from '../i18n/index.ts';
import type { Library, Sound } from '../storage/library.ts';

/** Milliseconds between two checks of whether a sound of the day is due. */
const CHECK_MS = 10 * 60_000;
/** Number of sounds that are tried if some are too large to be posted, or have no audio. */
const MAX_TRIED = 20;

type DailyApp = Pick<App, 'libraries' | 'log'>;

/**
 * Posts the sound of the day in each server whose settings choose a channel for it, once a day (UTC), until the signal
 * aborts.
 * @param isServing resolves to whether this process is the one that serves its shards
 */
export async function runDaily(
  client: Client<true>,
  app: DailyApp,
  signal: AbortSignal,
  isServing: () => Promise<boolean>,
): Promise<void> {
  while (!signal.aborted) {
    if (await isServing().catch(() => false)) await postDaily(client, app, new Date(), signal);
    await sleep(CHECK_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Posts the sounds of the day that are due. A failure in one server does not keep the others from their sound. */
async function postDaily(client: Client<true>, app: DailyApp, now: Date, signal: AbortSignal): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  const guilds = await app.libraries.guilds().catch(() => []);
  for (const guildId of guilds.filter((id) => client.guilds.cache.has(id))) {
    if (signal.aborted) return;
    await postIn(client, app, guildId, today).catch((err: unknown) =>
      app.log.debug({ err, guildId }, 'the sound of the day was not posted'),
    );
  }
}

async function postIn(client: Client<true>, app: DailyApp, guildId: string, today: string): Promise<void> {
  const { libraries, log } = app;
  const { dailyChannel, dailyPosted } = await libraries.settings.read(guildId);
  const guild = client.guilds.cache.get(guildId);
  const channel = dailyChannel === null ? undefined : guild?.channels.cache.get(dailyChannel);
  if (!guild || dailyPosted === today || !channel?.isSendable()) return;
  const library = await libraries.open(guildId, { briefly: true });
  const { sound, path } = (await firstWithAudio(library, soundsOfTheDay(library, today, serverFileLimit(guild)))) ?? {};
  if (!sound || path === undefined) return;
  const audio = await readFile(path);
  // The day is noted before the message is sent, so that a crash in between skips a sound instead of repeating one.
  await libraries.settings.change(guildId, { dailyPosted: today });
  const t = messagesFor(guild.preferredLocale);
  const message = await channel.send({
    content: t.moderation.daily(`**${literal(sound.label)}**`),
    embeds: [soundCard(sound, t)],
    files: [new AttachmentBuilder(audio, { name: uploadName(sound.fileName) })],
  });
  await noteAudioMessage({ app, log, guildId }, message, sound.addedBy.id);
}

async function firstWithAudio(library: Library, sounds: readonly Sound[]) {
  for (const sound of sounds) {
    const path = await library.audioPath(sound.id);
    if (path !== undefined) return { sound, path };
  }
  return undefined;
}

/** Returns candidates for the sound of a day, the same for the same server, sounds and limit. The first one is preferred. */
export function soundsOfTheDay(
  { guildId, list }: Pick<Library, 'guildId' | 'list'>,
  today: string,
  maxBytes: number,
): readonly Sound[] {
  const sounds = list();
  const first = createHash('sha256').update(`${guildId} ${today}`).digest().readUInt32LE(0);
  const tried = Array.from({ length: MAX_TRIED }, (_, i) => sounds[(first + i) % sounds.length]);
  return tried.flatMap((sound) => (sound && sound.bytes <= maxBytes ? [sound] : []));
}
