import { SOUND_KINDS } from '../engine/descriptors/descriptors.ts';
import type { Sound } from '../storage/library.ts';

/** Parts of the usual range of a number. */
export const LEVELS = ['low', 'mid', 'high'] as const;
export type Level = (typeof LEVELS)[number];

/** What a field contains. `flag`: true or false. */
type FieldType = 'number' | 'key' | 'kind' | 'flag' | 'text';

/** Value of a field: undefined if it was not measured yet, null if it does not apply to the sound. */
type FieldValue = number | string | boolean | readonly string[] | null | undefined;

/** A property of sounds that a filter can name. */
export interface Field {
  readonly type: FieldType;
  /** Other names of the field. */
  readonly aliases: readonly string[];
  /** Units that a number may have, with their size in the unit of the field, which comes first. */
  readonly units?: Readonly<Record<string, number>>;
  /** Numbers below which a number is low, and from which it is high. */
  readonly levels?: readonly [number, number];
  /** Parts of a filter that are right, as examples. */
  readonly examples: readonly string[];
  /** @param memberId the member who filters, if a member does */
  read(sound: Sound, memberId?: string): FieldValue;
}

const HERTZ = { hz: 1, khz: 1000, k: 1000 };
const DECIBELS = { db: 1, lufs: 1, lu: 1 };

/**
 * The fields of filters. The levels are thirds of the reference corpus, rounded (`training/descriptor-thirds.ts`), except
 * those of `length`, `loud` and `bpm`, because the clips of the corpus were cut, leveled and generated: hits are shorter
 * than 1 s, quiet recordings below -30 LUFS, and streaming services level music to -14 LUFS.
 */
export const FIELDS = {
  length: {
    type: 'number',
    aliases: ['len', 'duration', 'seconds'],
    units: { s: 1, sec: 1, ms: 0.001, m: 60, min: 60 },
    levels: [1, 10],
    examples: ['length<1', 'length:2..5', 'length>500ms'],
    read: (sound) => sound.seconds,
  },
  loud: {
    type: 'number',
    aliases: ['loudness', 'lufs', 'volume'],
    units: DECIBELS,
    levels: [-30, -14],
    examples: ['loud:high', 'loud>-20', 'loud:-20..-10'],
    read: ({ descriptors }) => descriptors?.lufs,
  },
  peak: {
    type: 'number',
    aliases: ['truepeak'],
    units: DECIBELS,
    examples: ['peak<-1', 'peak>0', 'peak:-6..0'],
    read: ({ descriptors }) => descriptors?.truePeakDb,
  },
  bright: {
    type: 'number',
    aliases: ['brightness', 'centroid'],
    units: HERTZ,
    levels: [1100, 2700],
    examples: ['bright:high', 'bright>2khz', 'bright:500..1000'],
    read: ({ descriptors }) => descriptors?.centroidHz,
  },
  wide: {
    type: 'number',
    aliases: ['width', 'spread'],
    units: HERTZ,
    levels: [1100, 2400],
    examples: ['wide:low', 'wide>2khz', 'wide:500..1000'],
    read: ({ descriptors }) => descriptors?.spreadHz,
  },
  rolloff: {
    type: 'number',
    aliases: ['roll-off'],
    units: HERTZ,
    levels: [4000, 9500],
    examples: ['rolloff<4khz', 'rolloff:high', 'rolloff:1000..5000'],
    read: ({ descriptors }) => descriptors?.rolloffHz,
  },
  noisy: {
    type: 'number',
    aliases: ['noise', 'noisiness', 'flatness'],
    units: { '': 1, '%': 0.01 },
    levels: [0.05, 0.33],
    examples: ['noisy:low', 'noisy>0.5', 'noisy:0.1..0.3'],
    read: ({ descriptors }) => descriptors?.flatness,
  },
  punch: {
    type: 'number',
    aliases: ['punchy', 'crest'],
    units: DECIBELS,
    levels: [12, 16],
    examples: ['punch:high', 'punch>20', 'punch:10..15'],
    read: ({ descriptors }) => descriptors?.crestDb,
  },
  attack: {
    type: 'number',
    aliases: [],
    units: { ms: 1, s: 1000 },
    levels: [7, 120],
    examples: ['attack:low', 'attack<10', 'attack:50..200'],
    read: ({ descriptors }) => descriptors?.attackMs,
  },
  bpm: {
    type: 'number',
    aliases: ['tempo'],
    units: { bpm: 1 },
    levels: [90, 130],
    examples: ['bpm:120', 'bpm:120..130', 'bpm:none'],
    read: ({ stated, descriptors }) => stated?.tempoBpm ?? descriptors?.tempoBpm,
  },
  pitch: {
    type: 'number',
    aliases: ['note'],
    units: HERTZ,
    examples: ['pitch:A4', 'pitch<100', 'pitch:none'],
    read: ({ descriptors }) => descriptors?.pitchHz,
  },
  silence: {
    type: 'number',
    aliases: ['pause'],
    units: { s: 1, sec: 1, ms: 0.001 },
    examples: ['silence<0.1', 'silence>1', 'silence:0..0.5'],
    read: ({ descriptors }) => (descriptors ? descriptors.silenceStart + descriptors.silenceEnd : undefined),
  },
  plays: {
    type: 'number',
    aliases: ['played'],
    examples: ['plays>10', 'plays:0', 'sort:-plays'],
    read: (sound) => sound.plays,
  },
  key: {
    type: 'key',
    aliases: [],
    examples: ['key:Am', 'key:C|G', 'key:none'],
    read: ({ stated, descriptors }) => stated?.key ?? descriptors?.key,
  },
  kind: {
    type: 'kind',
    aliases: ['type'],
    examples: [...SOUND_KINDS],
    read: ({ descriptors }) => descriptors?.kind,
  },
  voice: {
    type: 'flag',
    aliases: ['speech', 'vocal'],
    examples: ['voice', '-voice'],
    read: ({ descriptors }) => descriptors?.voice,
  },
  clipped: {
    type: 'flag',
    aliases: ['clipping'],
    examples: ['clipped', '-clipped'],
    read: ({ descriptors }) => descriptors?.clipped,
  },
  fav: {
    type: 'flag',
    aliases: ['favorite', 'favourite', 'favorites', 'favourites'],
    examples: ['fav', '-fav'],
    read: ({ favoredBy }, memberId = '') => favoredBy.includes(memberId),
  },
  tag: {
    type: 'text',
    aliases: ['tags', 'tagged'],
    examples: ['tag:kick', 'tag:kick|snare', 'tag:"hi hat"'],
    read: (sound) => sound.tags,
  },
  in: {
    type: 'text',
    aliases: ['collection'],
    examples: ['in:"best of"', '-in:drafts'],
    read: (sound) => sound.collections,
  },
  license: {
    type: 'text',
    aliases: ['licence'],
    examples: ['license:cc0', 'license:cc-by', '-license:nc'],
    read: (sound) => sound.license,
  },
  by: {
    type: 'text',
    aliases: ['author', 'from', 'member'],
    examples: ['by:ada', '-by:ada'],
    read: ({ addedBy }) => [addedBy.id, addedBy.name],
  },
  name: {
    type: 'text',
    aliases: ['label', 'title'],
    examples: ['name:amen', '-name:test'],
    read: (sound) => sound.label,
  },
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;

const NAMES = Object.keys(FIELDS).filter(isFieldName);

/** Returns the names of all fields. */
export function fieldNames(): readonly FieldName[] {
  return NAMES;
}

export function fieldOf(name: FieldName): Field {
  return FIELDS[name];
}

/** Returns the level of a number; null if there is no number, or the field has no levels. */
export function levelOf({ levels }: Field, value: unknown): Level | null {
  if (typeof value !== 'number' || !levels) return null;
  const [low, high] = levels;
  return value < low ? 'low' : value < high ? 'mid' : 'high';
}

/** Returns the field that a typed word names, in lower case; undefined if there is none. */
export function findField(word: string): FieldName | undefined {
  return isFieldName(word) ? word : NAMES.find((name) => fieldOf(name).aliases.includes(word));
}

function isFieldName(word: string): word is FieldName {
  return Object.hasOwn(FIELDS, word);
}
