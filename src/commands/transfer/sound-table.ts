import type { Descriptors } from '../../engine/index.ts';
import type { Sound } from '../../storage/library.ts';

/** Formats of a table of sounds. */
export const TABLE_FORMATS = ['csv', 'json'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const DESCRIPTORS = [
  ...(['lufs', 'truePeakDb', 'centroidHz', 'spreadHz', 'rolloffHz', 'flatness', 'crestDb', 'attackMs'] as const),
  ...(['tempoBpm', 'tempoConfidence', 'key', 'keyConfidence', 'pitchHz', 'kind', 'voice', 'clipped'] as const),
  ...(['silenceStart', 'silenceEnd'] as const),
] satisfies readonly (keyof Descriptors)[];
const COLUMNS = [
  ...(['id', 'label', 'tags', 'collections', 'addedBy', 'addedAt', 'fileName', 'bytes', 'hash'] as const),
  ...(['license', 'source', 'plays', 'seconds'] as const),
  ...DESCRIPTORS,
  ...(['statedTempoBpm', 'statedKey'] as const),
] as const;
/** A sound as a row of a table, with the names of its columns. */
type Row = Readonly<Record<string, string | number | boolean | null>>;
/** Separates the tags and the collections of a sound in their column. */
const LIST_SEPARATOR = '; ';

/**
 * Returns sounds with their descriptors as a table that spreadsheets and scripts read: CSV (RFC 4180, UTF-8 with a byte
 * order mark, a heading) or JSON, a list of objects. Who made a sound a favorite is left out.
 */
export function soundTable(sounds: readonly Sound[], format: TableFormat): string {
  const rows = sounds.map(rowOf);
  if (format === 'json') return `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => cellOf(row[name] ?? null)))];
  return `\ufeff${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

function rowOf(sound: Sound): Row {
  const { id, label, addedBy, addedAt, seconds, fileName, bytes, hash, license, source, stated, plays } = sound;
  const lists = { tags: sound.tags.join(LIST_SEPARATOR), collections: sound.collections.join(LIST_SEPARATOR) };
  return {
    ...{ id, label, ...lists, addedBy: addedBy.name, addedAt, fileName, bytes, hash, license, source, plays, seconds },
    ...Object.fromEntries(DESCRIPTORS.map((name) => [name, sound.descriptors?.[name] ?? null])),
    ...{ statedTempoBpm: stated?.tempoBpm ?? null, statedKey: stated?.key ?? null },
  };
}

/** Returns a cell of CSV. A text that spreadsheets would run as a formula begins with an apostrophe. */
function cellOf(value: Row[string]): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
