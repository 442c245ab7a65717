import { type APIMessage, ButtonStyle, ComponentType, REST, Routes } from 'discord.js';
import type { Member, Playground } from 'discord-playground';
import { z } from 'zod';

/** Posts a message of the bot that contains `component`, which the bot itself would not create. */
async function forge(
  { apiUrl, token, messages }: Playground,
  channelId: string,
  component: object,
): Promise<APIMessage> {
  const rest = new REST({ api: apiUrl }).setToken(token);
  await rest.post(Routes.channelMessages(channelId), {
    body: { content: 'x', components: [{ type: ComponentType.ActionRow, components: [component] }] },
  });
  const [message] = messages(channelId).slice(-1);
  if (!message) throw new Error('no message');
  return message;
}

/** Presses a button whose custom id the member has chosen freely. */
export async function press(playground: Playground, member: Member, customId: string) {
  const button = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'x', custom_id: customId };
  return member.click(await forge(playground, member.channelId, button), customId);
}

/** Chooses `values` in a select menu whose custom id the member has chosen freely. */
export async function choose(playground: Playground, member: Member, customId: string, values: string[]) {
  const options = values.map((value) => ({ label: 'x', value }));
  const menu = { type: ComponentType.StringSelect, custom_id: customId, options, max_values: values.length };
  return member.select(await forge(playground, member.channelId, menu), customId, values);
}

const rolesSchema = z.array(z.object({ id: z.string(), name: z.string() }));

export async function roleId({ apiUrl, token }: Playground, guildId: string, name: string): Promise<string> {
  const roles = await new REST({ api: apiUrl }).setToken(token).get(Routes.guildRoles(guildId));
  const found = rolesSchema.parse(roles).find((role) => role.name === name);
  if (!found) throw new Error(`no role ${name}`);
  return found.id;
}
