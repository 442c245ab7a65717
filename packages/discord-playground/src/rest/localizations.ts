/**
 * Copies commands without their localizations, which a list contains only on request (`with_localizations`).
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
