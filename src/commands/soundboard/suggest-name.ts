import { UserError } from '../../errors.ts';
import type { Sound } from '../../storage/library.ts';
import { clean } from '../shared/text.ts';

/** Discord's limits for the name of a sound of a soundboard. */
export const MIN_NAME = 2;
export const MAX_NAME = 32;
/** The flag for properties of strings. The compiler rejects it for the language level of the project; Node.js 20 has it. */
const SETS: string = 'v';
const EMOJI = new RegExp('^\\p{RGI_Emoji}$', SETS);
const ANY_EMOJI = new RegExp('\\p{RGI_Emoji}', SETS);
const USUAL = '🔊';

/** Emoji for words in labels and tags. A word also stands for the words that begin with it. */
const BY_WORD: readonly (readonly [emoji: string, words: RegExp])[] = [
  ['🥁', /\b(drum|kick|snare|tom|hat|cymbal|bd|sn|perc|tabla|conga|bongo|trommel|batterie|tambor)/],
  ['🎸', /\b(guitar|bass|gitarre|guitare|guitarra)/],
  ['🎹', /\b(piano|synth|organ|keys|klavier|orgel|clavier)/],
  ['🎻', /\b(violin|string|cello|geige|violon)/],
  ['🎺', /\b(trumpet|brass|trompe)/],
  ['📯', /\b(horn|honk|hupe|klaxon|bocina)/],
  ['🔔', /\b(bell|ding|chime|glocke|cloche|campana)/],
  ['🎤', /\b(voice|vocal|vox|speech|sing|stimme|voix|voz)/],
  ['😂', /\b(laugh|lol|haha|lach|rire|risa)/],
  ['👏', /\b(clap|applau|klatsch|aplauso)/],
  ['💥', /\b(boom|crash|explo|bang|knall)/],
  ['🐶', /\b(dog|bark|hund|chien|perro)/],
  ['🐱', /\b(cat|meow|katze|chat|gato)/],
  ['🦆', /\b(duck|quack|ente|canard|pato)/],
  ['🐦', /\b(bird|chirp|vogel|oiseau|pájaro)/],
  ['🌧️', /\b(rain|regen|pluie|lluvia)/],
  ['💧', /\b(water|drop|splash|wasser|eau|agua)/],
  ['🔁', /\bloop/],
  ['🤖', /\b(robot|glitch|electro?)/],
  ['🚨', /\b(alarm|siren|sirène|sirena)/],
  ['🚪', /\b(door|knock|tür|porte|puerta)/],
  ['🎵', /\b(music|melod|song|lied|musik|musique|música)/],
];

/**
 * Returns the name of a sound on a soundboard: the typed one, or the label of the sound.
 * @throws UserError `boardNameShort` if the typed name has less than two visible characters
 */
export function boardName(typed: string | null, { label, fileName }: Pick<Sound, 'label' | 'fileName'>): string {
  const name = clean(typed ?? '', MAX_NAME);
  if (typed !== null && name.length < MIN_NAME) throw new UserError({ code: 'boardNameShort' });
  const names = [name, clean(label, MAX_NAME), clean(fileName, MAX_NAME)];
  return names.find(({ length }) => length >= MIN_NAME) ?? `${clean(label, MAX_NAME - 1)}♪`.padStart(MIN_NAME, '♪');
}

/**
 * Returns the emoji of a sound on a soundboard: the typed one, one in its label, or one that fits its label and tags.
 * @throws UserError `boardEmoji` if the typed text is not one standard emoji
 */
export function boardEmoji(typed: string | null, { label, tags }: Pick<Sound, 'label' | 'tags'>): string {
  const wanted = typed?.trim() ?? '';
  if (wanted !== '' && !EMOJI.test(wanted)) throw new UserError({ code: 'boardEmoji' });
  const text = [label, ...tags].join(' ').replace(/_/g, ' ').toLowerCase();
  const fitting = () => BY_WORD.find(([, words]) => words.test(text))?.[0];
  return wanted || ANY_EMOJI.exec(label)?.[0] || fitting() || USUAL;
}
