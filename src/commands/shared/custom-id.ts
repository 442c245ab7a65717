/** The content of a custom id: the key that selects the command, and fields for the command. */
export interface CustomId {
  readonly key: string;
  readonly fields: readonly string[];
}

/** Joins the key and the fields with colons into a custom id. Only the last field may contain colons. */
export function encodeCustomId(key: string, ...fields: readonly (string | number)[]): string {
  return [key, ...fields].join(':');
}

/**
 * Splits a custom id into its key and fields. Members can forge custom ids, so callers must validate the fields.
 * @param maxFields maximum number of fields; the last field contains the rest of the custom id, with its colons
 */
export function decodeCustomId(customId: string, maxFields = Number.POSITIVE_INFINITY): CustomId {
  const [key = '', ...parts] = customId.split(':');
  if (parts.length <= maxFields) return { key, fields: parts };
  return { key, fields: [...parts.slice(0, maxFields - 1), parts.slice(maxFields - 1).join(':')] };
}
