/**
 * A command as lists give it: without the dictionaries of translations, unless `with_localizations` asks for them.
 * https://discord.com/developers/docs/interactions/application-commands#get-global-application-commands
 */
export function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'name_localizations' && key !== 'description_localizations')
      .map(([key, child]) => [key, withoutLocalizations(child)]),
  );
}
