import { setImmediate } from 'node:timers/promises';
import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { ENGINE_VERSION, PACKED_DIMENSIONS, pack } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import { type Messages, messagesFor } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App } from '../app.ts';
import type { Command } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
import { illustrated } from '../shared/attach-picture.ts';
import { GUILD_ONLY } from '../shared/guild-only.ts';
import { type Described, mapPicture, mapPoint } from '../shared/pictures.ts';

/** Points on a map at the most: more would neither be seen nor be laid out in time. */
const MAX_POINTS = 2000;
const MIN_POINTS = 3;
/** Sounds that are copied before others get their turn. */
const SLICE = 100;

export const map = {
  data: {
    ...GUILD_ONLY,
    name: 'map',
    ...described((m) => m.map.description),
    options: [{ type: ApplicationCommandOptionType.Boolean, name: 'private', ...described((m) => m.map.private) }],
  },

  async run(interaction, app) {
    const messages = messagesFor(interaction.locale);
    const { map: say } = messages;
    const hidden = interaction.options.getBoolean('private') ?? false;
    await interaction.deferReply(hidden ? { flags: MessageFlags.Ephemeral } : {});
    const library = await app.libraries.open(interaction.guildId);
    const sounds = evenly(library.list().filter(({ version }) => version === ENGINE_VERSION));
    if (sounds.length < MIN_POINTS) throw new UserError({ code: 'mapTooFew', min: MIN_POINTS });
    const { picture, alt } = await mapOf(app, library, sounds, messages);
    const png = await app.rateLimiter.run(interaction.user.id, () => draw(app, picture));
    const { length } = sounds;
    const embed = {
      color: COLOUR,
      title: say.title,
      description: say.explained,
      footer: { text: length < library.size ? say.shownOf(length, library.size) : say.shown(length) },
    };
    await interaction.editReply(illustrated(embed, [], png, alt));
  },
} satisfies Command;

/** At most {@link MAX_POINTS} of them, spread over the order in which they were added. */
function evenly(sounds: readonly Sound[]): readonly Sound[] {
  if (sounds.length <= MAX_POINTS) return sounds;
  return Array.from({ length: MAX_POINTS }, (_, i) => sounds[Math.floor((i * sounds.length) / MAX_POINTS)]).filter(
    (sound) => sound !== undefined,
  );
}

async function mapOf(app: App, library: Library, sounds: readonly Sound[], messages: Messages): Promise<Described> {
  const vectors = new Float32Array(sounds.length * PACKED_DIMENSIONS);
  // Vectors of different models cannot be compared; the acoustic features always can.
  const model = app.engine.clapModel;
  let clap = model !== null;
  const points: ReturnType<typeof mapPoint>[] = [];
  for (const [row, sound] of sounds.entries()) {
    if (row % SLICE === SLICE - 1) await setImmediate();
    points.push(mapPoint(sound));
    const embedding = library.embedding(sound.id);
    if (embedding) pack(embedding, vectors.subarray(row * PACKED_DIMENSIONS, (row + 1) * PACKED_DIMENSIONS));
    if (embedding?.clapModel !== model) clap = false;
  }
  return mapPicture({ points, vectors, clap }, messages);
}

async function draw(app: App, picture: Described['picture']): Promise<Uint8Array> {
  try {
    return (await app.pictures.draw(picture)).png;
  } catch (cause) {
    app.log.warn({ err: cause }, 'a map could not be drawn');
    throw new UserError({ code: 'mapFailed' }, { cause });
  }
}
