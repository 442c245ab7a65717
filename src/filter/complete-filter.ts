import { SOUND_KINDS } from '../engine/descriptors/descriptors.ts';
import type { Sound } from '../storage/library.ts';
import { type FieldName, fieldNames, fieldOf, findField, LEVELS } from './fields.ts';
import { firstSorted } from './first-sorted.ts';
import { decimal, quoted } from './format-filter.ts';
import { bareWords, sortNames } from './parse-filter.ts';
import { shortKey } from './pitch-names.ts';
import { similarWords } from './similar-words.ts';

/** A text that a typed filter can become. */
export interface Completion {
  readonly text: string;
  /** The field that the last part is about; `sort` for an order. */
  readonly about: FieldName | 'sort';
}

/** The part that is being typed: a minus, a word, an operator and the beginning of a value. */
const TYPED = /^([-−]?)([^\s:<>=≤≥]*)(?:(<=|>=|[<>≤≥:=])(.*))?$/su;
/** Number of sounds whose values are looked at, evenly spaced, so that a keystroke costs little in a large library. */
const MAX_SOUNDS = 2000;
const MAX_TAGS = 10;
/** Number of tags that can be a value: as many as Discord shows. */
const MAX_VALUES = 25;

/**
 * Returns texts that continue a typed filter by one step: a property, then its value.
 * The values are those that occur in the library; for a number, they divide the library into thirds.
 */
export function completeFilter(
  typed: string,
  library: { list(): readonly Sound[]; readonly tags: ReadonlyMap<string, number> },
): Completion[] {
  const start = lastPartStart(typed);
  const [head, tail] = [typed.slice(0, start), typed.slice(start)];
  const [, minus = '', word = '', operator, value = ''] = TYPED.exec(tail) ?? [];
  const name = word.toLowerCase();
  const complete = (about: Completion['about'], part: string) => ({ text: `${head}${minus}${part}`, about });
  if (operator === undefined) return beginnings(name, library).map(({ about, part }) => complete(about, part));
  if (name === 'sort') {
    const parts = sortNames().flatMap((by) => [`sort:${by}`, `sort:-${by}`]);
    return parts.filter((part) => part.startsWith(`sort:${value}`)).map((part) => complete('sort', part));
  }
  const field = findField(name);
  if (field === undefined) {
    return similarWords(name, fieldNames()).flatMap((near) => {
      const found = findField(near);
      return found ? [complete(found, `${near}${operator}${value}`)] : [];
    });
  }
  if (/[<>≤≥]/.test(operator))
    return boundsOf(field, sampleOf(library.list()))
      .filter((bound) => bound.startsWith(value))
      .map((bound) => complete(field, `${name}${operator}${bound}`));
  const before = value.slice(0, value.lastIndexOf('|') + 1);
  const begun = value.slice(before.length).toLowerCase();
  return valuesOf(field, library, begun.replaceAll('"', ''))
    .filter((one) => one.toLowerCase().replaceAll('"', '').startsWith(begun.replaceAll('"', '')))
    .map((one) => complete(field, `${name}${operator}${before}${one}`));
}

/** Returns where the last part of a text begins: after the last space outside quotation marks. */
function lastPartStart(text: string): number {
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /\s/.test(text[at] ?? '')) start = at + 1;
  }
  return start;
}

/** The beginning of a part, and the word by which it is found. */
interface Beginning {
  readonly word: string;
  readonly about: Completion['about'];
  readonly part: string;
}

/** Returns the parts that begin with a word. If there are none: those that are similar, and tags that begin with it. */
function beginnings(word: string, { tags }: { readonly tags: ReadonlyMap<string, number> }): Beginning[] {
  const flags = bareWords().map((one): Beginning => ({ word: one, about: findField(one) ?? 'kind', part: one }));
  const fields = fieldNames()
    .filter((name) => !['kind', 'flag'].includes(fieldOf(name).type))
    .map((name): Beginning => ({ word: name, about: name, part: `${name}:` }));
  const all: Beginning[] = [...fields, ...flags, { word: 'sort', about: 'sort', part: 'sort:' }];
  const found = all.filter((one) => one.word.startsWith(word));
  if (found.length > 0) return found;
  const near = similarWords(
    word,
    all.map((one) => one.word),
  );
  const tagged = [...tags.keys()].filter((tag) => tag.startsWith(word)).slice(0, MAX_TAGS);
  return [
    ...all.filter((one) => near.includes(one.word)),
    ...tagged.map((tag): Beginning => ({ word, about: 'tag', part: `tag:${quoted(tag)}` })),
  ];
}

/** Returns values of a field as they are typed, the most frequent first. @param begun beginning of the value */
function valuesOf(
  name: FieldName,
  library: { list(): readonly Sound[]; readonly tags: ReadonlyMap<string, number> },
  begun: string,
): readonly string[] {
  const { type, levels } = fieldOf(name);
  const sounds = sampleOf(library.list());
  switch (type) {
    case 'flag':
      return ['yes', 'no'];
    case 'kind':
      return SOUND_KINDS;
    case 'key':
      return [...mostFrequent(sounds.map(({ descriptors }) => descriptors?.key ?? '')).map(shortKey), 'none'];
    case 'text':
      if (name === 'tag')
        return firstSorted(begunTags(library.tags, begun), MAX_VALUES, (a, b) => b[1] - a[1]).map(([tag]) =>
          quoted(tag),
        );
      if (name === 'in') return mostFrequent(sounds.flatMap(({ collections }) => collections)).map(quoted);
      if (name === 'license') return mostFrequent(sounds.map(({ license }) => license ?? ''));
      return mostFrequent(sounds.map(({ addedBy, label }) => (name === 'by' ? addedBy.name : label))).map(quoted);
    case 'number':
      return [...(levels ? LEVELS : []), ...thirds(name, sounds), 'none'];
  }
}

/** Returns three ranges, each with a third of the numbers of a field. */
function thirds(name: FieldName, sounds: readonly Sound[]): string[] {
  const [low, high] = boundsOf(name, sounds);
  return low === undefined || high === undefined ? [] : [`..${low}`, `${low}..${high}`, `${high}..`];
}

/** Returns the two numbers that divide the numbers of a field into thirds; none if there are few, or if both are equal. */
function boundsOf(name: FieldName, sounds: readonly Sound[]): string[] {
  const { read } = fieldOf(name);
  const numbers = sounds.map((sound) => read(sound)).filter((value) => typeof value === 'number');
  numbers.sort((a, b) => a - b);
  if (numbers.length < 3) return [];
  const [low = '', high = ''] = [1 / 3, 2 / 3].map((share) =>
    decimal(Number((numbers[Math.floor(share * numbers.length)] ?? 0).toPrecision(2))),
  );
  return low === high ? [] : [low, high];
}

function begunTags(tags: ReadonlyMap<string, number>, begun: string) {
  return [...tags].filter(([tag]) => tag.toLowerCase().startsWith(begun));
}

function mostFrequent(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text);
}

function sampleOf(sounds: readonly Sound[]): readonly Sound[] {
  const step = Math.max(1, Math.ceil(sounds.length / MAX_SOUNDS));
  return sounds.filter((_, i) => i % step === 0);
}
