import { addError, type ErrorTree, invalidForm } from '../rest/errors.ts';

/** A violation of a rule in a request's body, with Discord's error code and message. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
}

/** Throws if there are problems. @param prefix path of the checked part in the body @throws DiscordError 50035 */
export function refuse(problems: Iterable<Problem>, prefix: readonly PropertyKey[] = []): void {
  const errors: ErrorTree = {};
  for (const { path, code, message } of problems) addError(errors, [...prefix, ...path], { code, message });
  if (Object.keys(errors).length > 0) throw invalidForm(errors);
}

export function tooLong(path: readonly PropertyKey[], max: number): Problem {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` };
}

export function required(path: readonly PropertyKey[]): Problem {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}
