import type { Descriptors } from '../../engine/index.ts';
import { type FieldName, fieldNames, fieldOf, levelOf } from '../../filter/fields.ts';
import { noteAt, noteName, shortKey } from '../../filter/pitch-names.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';

type Word = keyof Messages['described']['words'];

/** Words for low and high values of a field, in the order in which they are said. */
const WORDS: readonly (readonly [FieldName, low: Word | null, high: Word | null])[] = [
  ['length', 'short', 'long'],
  ['bright', 'dark', 'bright'],
  ['noisy', 'tonal', 'noisy'],
  ['punch', null, 'punchy'],
  ['attack', null, 'soft'],
];
/** Differences from which a sound is brighter (ratio), noisier (ratio), louder (dB), longer or faster (ratio). */
const BRIGHTER = Math.SQRT2;
const NOISIER = 2;
const LOUDER_DB = 6;
const LONGER = 1.5;
const FASTER = 1.04;
/** Confidence of a tempo below which the tempo is called uncertain. */
const CLEAR_TEMPO = 0.3;

/** Returns what a sound is in a few words: `short, bright hit · 0.21 s · -14 LUFS · no clear pitch`. */
export function describedAs(sound: Sound, { described: t, fromFile, format }: Messages): string {
  const { descriptors: found, stated } = sound;
  if (!found) return t.pending;
  const words = WORDS.flatMap(([name, low, high]) => {
    const level = levelOf(fieldOf(name), fieldOf(name).read(sound));
    const word = level === 'low' ? low : level === 'high' ? high : null;
    return word === null ? [] : [t.words[word]];
  });
  const tempoText = (bpm: number, confidence: number) => {
    const text = `${format.number(bpm)} BPM`;
    return confidence < CLEAR_TEMPO ? t.uncertain(text) : text;
  };
  const kind = found.kind && t.kinds[found.kind];
  const pitch = found.pitchHz === null ? null : t.pitch(noteName(Math.round(noteAt(found.pitchHz))));
  const parts = [
    kind && (words.length > 0 ? t.kind(words.join(', '), kind) : kind),
    format.seconds(sound.seconds, sound.seconds < 10 ? 2 : 0),
    found.lufs !== null && `${format.number(found.lufs)} LUFS`,
    stated?.tempoBpm
      ? fromFile.stated(`${format.number(stated.tempoBpm)} BPM`)
      : found.tempoBpm !== null && tempoText(found.tempoBpm, found.tempoConfidence ?? 0),
    stated?.key ? fromFile.stated(t.key(shortKey(stated.key))) : found.key !== null && t.key(shortKey(found.key)),
    pitch ?? (found.kind === 'one-shot' && t.noPitch),
    found.voice === true && t.voice,
    found.clipped && t.clipped,
  ];
  return parts.filter((part) => typeof part === 'string').join(' · ');
}

/** Returns a line for each measured number of a sound, with the word by which filters name it. */
export function figuresOf(sound: Sound, { filter, described: t, format }: Messages): string {
  const lines = fieldNames().flatMap((name) => {
    const field = fieldOf(name);
    const value = field.read(sound);
    if (field.type !== 'number' || typeof value !== 'number') return [];
    const size = Math.abs(value);
    return [`\`${name}\` ${filter.about[name]}: **${format.number(value, size < 1 ? 3 : size < 100 ? 1 : 0)}**`];
  });
  return sound.descriptors ? lines.join('\n') : t.pending;
}

/** Returns how a sound differs from another one in its descriptors: `brighter, 12 dB quieter`; empty if it does not. */
export function descriptorDifferences(
  { lufs, centroidHz, flatness, tempoBpm, seconds }: Descriptors,
  other: Descriptors,
  { described, format }: Messages,
): string {
  const t = described.differs;
  const ratio = (value: number | null, reference: number | null) => (value && reference ? value / reference : 1);
  const brighter = ratio(centroidHz, other.centroidHz);
  const noisier = ratio(flatness, other.flatness);
  const louder = lufs === null || other.lufs === null ? 0 : lufs - other.lufs;
  const longer = ratio(seconds, other.seconds);
  const faster = ratio(tempoBpm, other.tempoBpm);
  const decibels = `${format.number(Math.abs(louder))} dB`;
  const time = Math.abs(seconds - other.seconds);
  const length = format.seconds(time, time < 10 ? 1 : 0);
  const tempo = `${format.number(Math.abs((tempoBpm ?? 0) - (other.tempoBpm ?? 0)))} BPM`;
  const found = [
    brighter >= BRIGHTER && t.brighter,
    brighter <= 1 / BRIGHTER && t.darker,
    noisier >= NOISIER && t.noisier,
    noisier <= 1 / NOISIER && t.purer,
    louder >= LOUDER_DB && t.louder(decibels),
    louder <= -LOUDER_DB && t.quieter(decibels),
    longer >= LONGER && t.longer(length),
    longer <= 1 / LONGER && t.shorter(length),
    faster >= FASTER && t.faster(tempo),
    faster <= 1 / FASTER && t.slower(tempo),
  ];
  const said = found.filter((difference) => typeof difference === 'string');
  return said.length > 0 ? t.than(format.list(said)) : '';
}
