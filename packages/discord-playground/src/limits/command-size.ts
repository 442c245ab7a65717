/** What counts towards a command's 8000 characters. */
interface Sized {
  name: string;
  name_localizations?: Record<string, string | undefined>;
  description?: string;
  description_localizations?: Record<string, string | undefined>;
  value?: unknown;
  options?: readonly Sized[];
  choices?: readonly Sized[];
}

/** Names, descriptions and values of a command, its options and choices; of a localised text the longest counts. */
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
