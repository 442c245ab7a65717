/** The parts of a command that count towards its limit of 8,000 characters. */
interface Sized {
  name: string;
  name_localizations?: Record<string, string | undefined>;
  description?: string;
  description_localizations?: Record<string, string | undefined>;
  value?: unknown;
  options?: readonly Sized[];
  choices?: readonly Sized[];
}

/** Counts the characters of a command's names, descriptions and values. Of a text's localizations, the longest counts. */
export function commandSize(part: Sized): number {
  const inside = [...(part.options ?? []), ...(part.choices ?? [])];
  return (
    longest(part.name, part.name_localizations) +
    longest(part.description ?? '', part.description_localizations) +
    (part.value === undefined ? 0 : String(part.value).length) +
    inside.reduce((sum, child) => sum + commandSize(child), 0)
  );
}

function longest(text: string, localised: Record<string, string | undefined> = {}): number {
  return Math.max(text.length, ...Object.values(localised).map((one) => one?.length ?? 0));
}
