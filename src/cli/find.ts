import type { Engine } from '../engine/engine.ts';
import type { SearchKind } from '../engine/index.ts';
import type { Filter } from '../filter/filter.ts';
import { matchFilter } from '../filter/match-filter.ts';
import { sortSounds } from '../filter/sort-sounds.ts';
import { messagesFor } from '../i18n/index.ts';
import { type FindResult, type FoundSound, findInLibrary } from '../relations/find-in-library.ts';
import type { Library } from '../storage/index.ts';

export interface FindOptions {
  readonly by: SearchKind;
  readonly top: number;
  readonly json: boolean;
  readonly filter: Filter;
}

/**
 * Finds the sounds of a library by tune, beat or part of a file. Returns JSON, or a line for each sound.
 * Throws as the analysis of a file does.
 */
export async function findByFile(
  engine: Engine,
  library: Library,
  file: string,
  { by, top, json, filter }: FindOptions,
): Promise<string> {
  const query = await engine.findQuery(file, by);
  const found = await findInLibrary(engine, library, query, { top, filter: matchFilter(filter) });
  const { sort } = filter;
  const result = { ...found, hits: sort ? sortSounds(found.hits, sort, ({ sound }) => sound) : found.hits };
  if (json) return JSON.stringify(result.hits.map(jsonOf));
  return lines(result);
}

function jsonOf({ sound, ...found }: FoundSound, index: number) {
  return { rank: index + 1, ...sound, ...found };
}

function lines({ hits, pending }: FindResult): string {
  const { format } = messagesFor('en-US');
  const shown = hits.map(({ sound, score, semitones, tempoRatio, ...part }, index) => {
    const rank = `${String(index + 1).padStart(3)}. ${format.percent(score).padStart(4)}  ${sound.label}`;
    const details = [
      ...(semitones === undefined ? [] : [`${signed(semitones)} semitones`]),
      ...(tempoRatio === undefined ? [] : [`${tempoRatio.toFixed(2)} times as fast`]),
      `${part.from.toFixed(1)} to ${part.to.toFixed(1)} s is like ${part.queryFrom.toFixed(1)} to ${part.queryTo.toFixed(1)} s`,
    ];
    return `${rank}\n           ${details.join(', ')}`;
  });
  if (pending > 0) shown.push(`${pending} sounds could not be searched.`);
  return shown.join('\n') || 'Nothing was found.';
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}
