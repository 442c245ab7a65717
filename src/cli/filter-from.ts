import { UserError } from '../errors.ts';
import type { Filter } from '../filter/filter.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { type Arguments, UsageError } from './options.ts';

/** Parses the option `--filter`. @throws UsageError that says what is wrong, and where */
export function filterFrom({ filter = '' }: Pick<Arguments, 'filter'>): Filter {
  const parsed = parseFilter(filter);
  if ('filter' in parsed) return parsed.filter;
  throw new UsageError(new UserError(parsed.problem).message);
}
