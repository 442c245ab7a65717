/** Ids of the registered slash commands, by name; empty until the commands are registered. */
export type CommandIds = ReadonlyMap<string, string>;

/**
 * Replaces each command in backticks by a mention, which members can press: `` `/search` `` becomes `</search:id>`, and
 * `` `/soundboard add` `` becomes `</soundboard add:id>`.
 * Commands whose id is not known stay as they are.
 * @see reference.mdx in discord/discord-api-docs, "Message Formatting"
 */
export function withMentions(text: string, ids: CommandIds): string {
  return text.replace(/`\/([a-z-]+)( [a-z-]+)?`/g, (code, name: string, subcommand = '') => {
    const id = ids.get(name);
    return id === undefined ? code : `</${name}${subcommand}:${id}>`;
  });
}
