import { UserError } from '../../errors.ts';
import { clean, comparable, shorten } from './text.ts';

export const MAX_LABEL = 100;
export const MAX_TAGS = 10;
export const MAX_TAG = 30;
/** Maximum length of a list of tags as members type it: ten tags fit, each with a comma and a space. */
export const MAX_TAGS_TEXT = MAX_TAGS * (MAX_TAG + 2);
/** Maximum length of the name of a collection: it fits into a custom id. */
export const MAX_COLLECTION = 50;
/** Maximum number of collections that a sound is in. */
export const MAX_COLLECTIONS = 20;
const MAX_FILE_NAME = 60;
/** Characters that a path, a file system or a multipart header reserves. */
const RESERVED = /[\\/:*?"<>|]+/g;

/** Returns the label to store: the typed text, otherwise the file name without extension, otherwise `untitled`. */
export function labelOf(typed: string | null, fileName: string, untitled: string): string {
  const label = clean(typed ?? '', MAX_LABEL) || clean(fileName.replace(/\.[^.]*$/, ''), MAX_LABEL);
  return label || untitled;
}

/** Splits a list at commas into unique, lower-case tags. @throws UserError `tooManyTags` above {@link MAX_TAGS} */
export function tagsOf(typed: string | null): readonly string[] {
  const tags = (typed ?? '').split(/[,;]/).map(tagOf);
  const unique = [...new Set(tags.filter((tag) => tag !== null))];
  if (unique.length > MAX_TAGS) throw new UserError({ code: 'tooManyTags', max: MAX_TAGS, given: unique.length });
  return unique;
}

/** Returns a typed tag in the form that is stored, or null if it has no visible characters. */
export function tagOf(typed: string | null): string | null {
  // The conversion to lower case can lengthen a text, so the text is cut after the conversion.
  const tag = clean((typed ?? '').toLowerCase(), Number.POSITIVE_INFINITY);
  return clean(tag.replace(/^[\s#]+/, ''), MAX_TAG) || null;
}

/** Returns a typed name of a collection in the form that is stored, or null if it has no visible characters. */
export function collectionOf(typed: string): string | null {
  return clean(typed, MAX_COLLECTION) || null;
}

/** Returns the names of collections in the form that is stored, each once, without those that cannot be stored. */
export function collectionsOf(names: readonly string[]): readonly string[] {
  const cleaned = names.map(collectionOf).filter((name) => name !== null);
  return [...new Map(cleaned.map((name) => [comparable(name), name])).values()].slice(0, MAX_COLLECTIONS);
}

/**
 * Returns a file name for an upload, with the letters of every script and the original extension, but without
 * characters that file systems reserve. Discord itself replaces what it does not accept, such as spaces, and stores the
 * name as the title of the attachment.
 */
export function uploadName(fileName: string): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/s.exec(fileName) ?? [];
  const safe = clean(stem.replace(RESERVED, ' '), Number.POSITIVE_INFINITY).replace(/^[\s.]+|[\s.]+$/g, '');
  return `${shorten(safe, MAX_FILE_NAME) || 'sound'}${ending.toLowerCase()}`;
}
