import { bandPowers } from './band-powers.ts';
import { onsetPattern } from './beat/onset-pattern.ts';
import { beatQuery, searchBeats } from './beat/search-beats.ts';
import { type PartQuery, partQuery, searchParts } from './part/search-parts.ts';
import { readSearchData } from './search-data.ts';
import { type PitchedNote, pitchLine } from './tune/hummed-notes.ts';
import { searchTunes } from './tune/search-tunes.ts';
import { tuneQueries } from './tune/tune-query.ts';

/** What a sound can be found by, besides the likeness of the whole sounds. */
export const SEARCH_KINDS = ['tune', 'beat', 'part'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** A query for a search by tune, beat or part, as plain data. */
export type FindQuery =
  | { readonly by: 'tune'; readonly notes: readonly PitchedNote[] }
  | { readonly by: 'beat'; readonly pattern: Uint8Array }
  | { readonly by: 'part'; readonly part: PartQuery };

/** A sound that was found by tune, beat or part. */
export interface Found {
  /** Place of the sound in the searched list. */
  readonly index: number;
  /** Likeness, 0..1. Scores of different kinds of search cannot be compared. */
  readonly score: number;
  /** Semitones by which the tune in the sound is higher than the query's; only by tune. */
  readonly semitones?: number;
  /** Tempo in the sound divided by that of the query; by tune and by beat. */
  readonly tempoRatio?: number;
  /** The part of the sound, and the part of the query that it matches, in seconds. */
  readonly from: number;
  readonly to: number;
  readonly queryFrom: number;
  readonly queryTo: number;
}

/** Prepares a sound at 22.05 kHz as a query. */
export function findQueryOf(samples: Float32Array, by: SearchKind): FindQuery {
  switch (by) {
    case 'tune':
      return { by, notes: pitchLine(samples).notes };
    case 'beat':
      return { by, pattern: onsetPattern(bandPowers(samples)) };
    case 'part':
      return { by, part: partQuery(samples) };
  }
}

/**
 * Finds the sounds that are most similar to a query, best first. None are found if the query has too few notes or onsets.
 * @param sounds the search data of the sounds
 */
export function findSounds(query: FindQuery, sounds: readonly Uint8Array[], top: number): Found[] {
  const parts = sounds.map(readSearchData);
  switch (query.by) {
    case 'tune':
      return searchTunes(
        tuneQueries(query.notes),
        parts.map(({ tune }) => tune),
        top,
      );
    case 'beat': {
      const beat = beatQuery(query.pattern);
      return beat
        ? searchBeats(
            beat,
            parts.map(({ beat: stored }) => stored),
            top,
          )
        : [];
    }
    case 'part':
      return searchParts(
        query.part,
        parts.map(({ part }) => part),
        top,
      );
  }
}
