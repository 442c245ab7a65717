import { editDistance } from './edit-distance.ts';

/** Other usual names of the token. */
const TOKEN_NAMES = ['TOKEN', 'BOTTOKEN', 'DISCORDBOTTOKEN', 'DISCORDAPITOKEN', 'DISCORDKEY', 'DISCORDSECRET'];
/** Names of up to this length are compared only by their letters, because every short name is close to some other. */
const MAX_SHORT_NAME = 5;

/** A variable that is set but not known, and the known variable that was probably meant. */
export interface SimilarVariable {
  readonly name: string;
  readonly meant: string;
}

/**
 * Returns the variables of an environment that resemble known ones, such as METRIC_PORT or discord_token.
 * A variable whose known counterpart is set is left out.
 */
export function similarVariables(
  env: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): SimilarVariable[] {
  const names = Object.keys(env).filter((name) => env[name] && !known.includes(name));
  return names.flatMap((name) => {
    const meant = known.find((candidate) => !env[candidate] && resembles(name, candidate));
    return meant === undefined ? [] : [{ name, meant }];
  });
}

function resembles(name: string, known: string): boolean {
  const [a, b] = [lettersOf(name), lettersOf(known)];
  if (a === b || (b === 'DISCORDTOKEN' && TOKEN_NAMES.includes(a))) return true;
  return Math.min(a.length, b.length) > MAX_SHORT_NAME && editDistance(a, b) <= (b.length > 8 ? 2 : 1);
}

function lettersOf(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
