import { UserError } from '../../errors.ts';
import { clean } from './text.ts';

export const MAX_LABEL = 100;
export const MAX_TAGS = 10;
export const MAX_TAG = 30;
const MAX_FILE_NAME = 60;

/** The label as it is stored: what the member typed, or else the file's name without its ending, or else `untitled`. */
export function labelOf(typed: string | null, fileName: string, untitled: string): string {
  const label = clean(typed ?? '', MAX_LABEL) || clean(fileName.replace(/\.[^.]*$/, ''), MAX_LABEL);
  return label || untitled;
}

/** Tags from a comma-separated list: lower-case, each once. @throws UserError `usage` where there are too many. */
export function tagsOf(typed: string | null): readonly string[] {
  const tags = (typed ?? '').split(/[,;]/).map(tagOf);
  const unique = [...new Set(tags.filter((tag) => tag !== null))];
  if (unique.length > MAX_TAGS) throw new UserError({ code: 'tooManyTags', max: MAX_TAGS, given: unique.length });
  return unique;
}

/** One tag as it is stored, or null where nothing of it can be seen. */
export function tagOf(typed: string | null): string | null {
  // Lower-case letters first: some are longer than their capitals.
  const tag = clean((typed ?? '').toLowerCase(), Number.POSITIVE_INFINITY);
  return clean(tag.replace(/^[\s#]+/, ''), MAX_TAG) || null;
}

/** A file name that is safe to upload again: letters, digits, `.`, `-` and `_`; the ending kept. */
export function uploadName(fileName: string): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/s.exec(fileName) ?? [];
  const safe = stem
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return `${safe.slice(0, MAX_FILE_NAME) || 'sound'}${ending.toLowerCase()}`;
}
