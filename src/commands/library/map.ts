import { ApplicationCommandOptionType, MessageFlags } from 'discord.js';
import { ENGINE_VERSION, PACKED_DIMENSIONS, pack } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import { matchFilter } from '../../filter/match-filter.ts';
import type { Messages } from '../../i18n/index.ts';
import { described } from '../../i18n/localizations.ts';
import { type MapPicture, type MapPoint, PicturesUnavailable } from '../../pictures/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import { yieldToEventLoop } from '../../yield-to-event-loop.ts';
import type { RequestContext } from '../app.ts';
import { type Command, GUILD_ONLY } from '../command.ts';
import { soundQuery } from '../search/query.ts';
import { COLOUR } from '../search/results-view.ts';
import { type DescribedPicture, withPicture } from '../shared/attach-picture.ts';
import { filterField, filterOf, filterOption, filterSounds, type TypedFilter } from '../shared/filter-option.ts';
import { MAX_TAG, tagOf } from '../shared/labels.ts';
import { findSound, soundOption } from '../shared/sound-option.ts';
import { suggestOption } from '../shared/suggest-option.ts';
import { clean, literal, shorten } from '../shared/text.ts';

/** Maximum number of points. More points could not be told apart, and their layout would take too long. */
const MAX_POINTS = 2000;
const MIN_POINTS = 3;
/** Number of sounds on a map around a sound, apart from this sound. */
const NEIGHBORS = 60;
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
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'tag',
        ...described((m) => m.map.tag),
        autocomplete: true,
        max_length: MAX_TAG,
      },
      soundOption((m) => m.map.sound, { required: false }),
      filterOption(),
      { type: ApplicationCommandOptionType.Boolean, name: 'private', ...described((m) => m.map.private) },
    ],
  },

  autocomplete: suggestOption,

  async run(interaction, context) {
    const { options } = interaction;
    const isPrivate = options.getBoolean('private') ?? false;
    await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
    const filter = filterOf(options.getString('filter'), context.memberId);
    const library = await context.library();
    const extent = { ...extentOf(library, options.getString('tag'), options.getString('sound')), filter };
    const sounds = await soundsIn(context, library, extent);
    if (sounds.length < MIN_POINTS) throw new UserError({ code: 'mapTooFew', min: MIN_POINTS });
    const { picture, alt } = await mapPicture(context, library, sounds, extent);
    const png = await context.app.rateLimiter.run(context.memberId, () => draw(context, picture));
    const { map: t } = context.t;
    const { length } = sounds;
    const isSample = extent.tag === null && extent.center === null && filter === null && length < library.size;
    const embed = {
      color: COLOUR,
      title: titleOf(extent, context.t, (text) => literal(text, 60)),
      description: t.explained,
      fields: filterField(filter, context.t),
      footer: { text: isSample ? t.shownOf(length, library.size) : t.shown(length) },
    };
    await interaction.editReply(withPicture(embed, [], png, alt));
  },
} satisfies Command;

/** Which part of the library a map shows: sounds with a tag, that meet a filter, or that are around one sound. */
interface Extent {
  readonly tag: string | null;
  readonly center: Sound | null;
  readonly filter: TypedFilter | null;
}

function extentOf(library: Library, tag: string | null, sound: string | null): Omit<Extent, 'filter'> {
  return { tag: tagOf(tag), center: sound === null ? null : findSound(library, sound) };
}

/** Returns the sounds on the map. @throws UserError `soundNotReady` if the sound in the middle was not analyzed yet */
async function soundsIn(
  { app }: RequestContext,
  library: Library,
  { tag, center, filter: typed }: Extent,
): Promise<readonly Sound[]> {
  const hasTag = ({ version, tags }: Sound) => version === ENGINE_VERSION && (tag === null || tags.includes(tag));
  const shown = filterSounds(library.list().filter(hasTag), typed);
  if (!center) return sample(shown);
  const meetsFilter = matchFilter(typed ?? { terms: [] });
  const { embedding } = soundQuery(library, center);
  const filter = (sound: Sound) => sound.id !== center.id && hasTag(sound) && meetsFilter(sound);
  const hits = await library.search(app.engine.query(embedding, {}), { top: NEIGHBORS, filter });
  return [center, ...hits.map(({ sound }) => sound)];
}

function titleOf({ tag, center }: Extent, { map: t }: Messages, shown: (text: string) => string): string {
  if (center) return t.aroundSound(shown(center.label));
  return tag === null ? t.title : t.ofTag(shown(tag));
}

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
  extent: Extent,
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
  const points = sounds.map((sound) => mapPoint(sound, extent));
  const { otherTags: other, noTag: none } = t.pictures;
  const around = t.pictures.around('#');
  const words = { title: titleOf(extent, t, (text) => clean(text, 60)), explained: t.map.near, other, none, around };
  return {
    picture: { kind: 'map', vectors, clap, points, words },
    alt: describe(points, t),
  };
}

/** Returns the point of a sound in the map. Its color stands for the first tag that not every sound on the map has. */
function mapPoint({ id, label, tags: all }: Sound, { tag, center }: Extent): MapPoint {
  const tags = all.filter((other) => other !== tag).map((other) => clean(other, 60));
  return { name: clean(label, 60), group: tags[0] ?? null, tags, marked: id === center?.id };
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
    if (cause instanceof PicturesUnavailable) throw new UserError({ code: 'cannotDraw' }, { cause });
    log.warn({ err: cause }, 'a map could not be drawn');
    throw new UserError({ code: 'mapFailed' }, { cause });
  }
}
