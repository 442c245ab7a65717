import type { FieldName, Level } from './fields.ts';

/** Which sounds are wanted, and in which order. A sound must meet all terms. */
export interface Filter {
  readonly terms: readonly Term[];
  readonly sort: Sort | null;
  /** The member who typed the filter, and whose favorites the field `fav` means. */
  readonly memberId?: string;
}

/** A condition: the property of a sound has one of the values, or none of them if the term is negated. */
export interface Term {
  readonly field: FieldName;
  readonly isNegated: boolean;
  readonly values: readonly Value[];
}

/** An end of a range of numbers. */
export interface Bound {
  readonly value: number;
  readonly isIncluded: boolean;
}

/** A value that a property may have. Numbers are in the unit of the field. */
export type Value =
  | { readonly type: 'range'; readonly min: Bound | null; readonly max: Bound | null }
  /** A number as it was written: all numbers that are rounded to it, so `120` is 119.5 to 120.5. */
  | { readonly type: 'near'; readonly value: number; readonly step: number }
  /** A third of the usual range of a property. */
  | { readonly type: 'level'; readonly level: Level }
  /** A note, as the number of semitones above C-1 (MIDI). Pitches within half a semitone count. */
  | { readonly type: 'note'; readonly note: number }
  | { readonly type: 'text'; readonly text: string }
  /** The property does not apply to the sound, such as the tempo of a single hit. */
  | { readonly type: 'none' };

export interface Sort {
  readonly by: FieldName | 'added';
  readonly isDescending: boolean;
}

/** What is wrong with a filter. `at` is the position of the part in the text, from 1. */
export type FilterProblem =
  /** The part begins with no known word. `near` are similar known words. */
  | { readonly code: 'filterUnknown'; readonly part: string; readonly at: number; readonly near: readonly string[] }
  /** The part has a value that its field cannot have. `examples` are parts that are right. */
  | { readonly code: 'filterValue'; readonly part: string; readonly at: number; readonly examples: readonly string[] }
  /** A quotation mark is not closed. */
  | { readonly code: 'filterQuote'; readonly part: string; readonly at: number };
