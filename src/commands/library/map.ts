import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { ENGINE_VERSION, PACKED_DIMENSIONS, pack } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import { type MapPicture, PicturesUnavailable } from '../../pictures/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import type { RequestContext } from '../app.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
import { type DescribedPicture, withPicture } from '../shared/attach-picture.ts';
import { clean, shorten } from '../shared/text.ts';

/** Maximum number of points. More points could not be told apart, and their layout would take too long. */
const MAX_POINTS = 2000;
const MIN_POINTS = 3;
/** Number of embeddings to copy before yielding to the event loop. */
const SLICE = 100;
/** Maximum number of tags in the alternative text of the picture. */
const MAX_NAMED = 20;
/** Discord's limit for the alternative text of an attachment, in characters. */
const MAX_ALT = 1024;

export const map = {
  data: {
    ...GUILD_ONLY,
    name: 'map',
    ...described((m) => m.map.description),
    options: [{ type: ApplicationCommandOptionType.Boolean, name: 'private', ...described((m) => m.map.private) }],
  },

  async run(interaction, context) {
    const { app, memberId } = context;
    const { map: t } = context.t;
    const isPrivate = interaction.options.getBoolean('private') ?? false;
    await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
    const library = await context.library();
    const sounds = sample(library.list().filter(({ version }) => version === ENGINE_VERSION));
    if (sounds.length < MIN_POINTS) throw new UserError({ code: 'mapTooFew', min: MIN_POINTS });
    const { picture, alt } = await mapPicture(context, library, sounds);
    const png = await app.rateLimiter.run(memberId, () => draw(context, picture));
    const { length } = sounds;
    const embed = {
      color: COLOUR,
      title: t.title,
      description: t.explained,
      footer: { text: length < library.size ? t.shownOf(length, library.size) : t.shown(length) },
    };
    await interaction.editReply(withPicture(embed, [], png, alt));
  },
} satisfies Command;

/** Returns at most {@link MAX_POINTS} sounds, evenly spaced in the order in which they were added. */
function sample(sounds: readonly Sound[]): readonly Sound[] {
  if (sounds.length <= MAX_POINTS) return sounds;
  return Array.from({ length: MAX_POINTS }, (_, i) => sounds[Math.floor((i * sounds.length) / MAX_POINTS)]).filter(
    (sound) => sound !== undefined,
  );
}

async function mapPicture(
  { app, t }: RequestContext,
  library: Library,
  sounds: readonly Sound[],
): Promise<DescribedPicture> {
  const vectors = new Float32Array(sounds.length * PACKED_DIMENSIONS);
  // The map uses CLAP only if the loaded model embedded every sound. Acoustic features can always be compared.
  const model = app.engine.clapModel;
  let clap = model !== null;
  for (const [row, sound] of sounds.entries()) {
    if (row % SLICE === SLICE - 1) await yieldToEventLoop();
    const embedding = library.embedding(sound.id);
    if (embedding) pack(embedding, vectors.subarray(row * PACKED_DIMENSIONS, (row + 1) * PACKED_DIMENSIONS));
    if (embedding?.clapModel !== model) clap = false;
  }
  const points = sounds.map(mapPoint);
  const { pictures } = t;
  return {
    picture: { kind: 'map', vectors, clap, points, words: { other: pictures.otherTags, none: pictures.noTag } },
    alt: describe(points, t),
  };
}

/** Returns the point of a sound in the map. The color of the point stands for the first tag of the sound. */
function mapPoint({ label, tags: [tag] }: Sound): MapPicture['points'][number] {
  return { name: clean(label, 60), group: tag === undefined ? null : clean(tag, 60) };
}

function describe(points: MapPicture['points'], { pictures: t }: Messages): string {
  const tags = [...new Set(points.flatMap(({ group }) => group ?? []))];
  const colours = tags.length > 0 ? ` ${t.colours(tags.slice(0, MAX_NAMED).join(', '))}` : '';
  return shorten(`${t.ofLibrary(points.length)}${colours}`, MAX_ALT);
}

async function draw({ app, task, log }: RequestContext, picture: DescribedPicture['picture']): Promise<Uint8Array> {
  try {
    return (await app.pictures.draw(picture, task.signal)).png;
  } catch (cause) {
    task.signal.throwIfAborted();
    if (!(cause instanceof PicturesUnavailable)) log.warn({ err: cause }, 'a map could not be drawn');
    throw new UserError({ code: 'mapFailed' }, { cause });
  }
}
