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

/** Returns the Levenshtein distance: how many letters must be inserted, removed or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
