import { type APIMessage, ButtonStyle, ComponentType, REST, Routes } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import { PLACES } from './guild.ts';
import type { World } from './world.ts';

let place = 0;

/** Posts a message of the bot that contains `component`, which the bot itself would not create. */
async function forge({ playground }: World, member: Member, component: object): Promise<[Member, APIMessage]> {
  place = (place + 1) % PLACES;
  const there = member.in(`place-${place}`);
  const rest = new REST({ api: playground.apiUrl }).setToken(playground.token);
  await rest.post(Routes.channelMessages(there.channelId), {
    body: { content: 'x', components: [{ type: ComponentType.ActionRow, components: [component] }] },
  });
  const message = playground.messages(there.channelId).at(-1);
  if (!message) throw new Error('no message');
  return [there, message];
}

/** Presses a button whose custom id the member has chosen freely. */
export async function press(world: World, member: Member, customId: string): Promise<Invocation> {
  const button = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'x', custom_id: customId };
  const [there, message] = await forge(world, member, button);
  return there.click(message, customId);
}

/** Chooses `values` in a select menu whose custom id the member has chosen freely. */
export async function choose(world: World, member: Member, customId: string, values: string[]): Promise<Invocation> {
  const options = values.map((value) => ({ label: 'x', value }));
  const menu = { type: ComponentType.StringSelect, custom_id: customId, options, max_values: values.length };
  const [there, message] = await forge(world, member, menu);
  return there.select(message, customId, values);
}
