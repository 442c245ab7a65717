import { type APIMessage, type APIStringSelectComponent, ComponentType, MessageFlags } from 'discord.js';
import type { Invocation } from 'discord-playground';

/** A message of the bot, with what a member sees in it. */
export interface Reply extends APIMessage {
  readonly isPrivate: boolean;
  /** Title, description and footer of the first embed, or '' if there is none. */
  readonly title: string;
  readonly description: string;
  readonly footer: string;
  /** Titles of all embeds. */
  readonly titles: readonly string[];
  /** Address of the picture in the first embed. */
  readonly picture: string | undefined;
  /** Names of the attached files. */
  readonly files: readonly string[];
  /** Returns the text of the embed's field with this name or at this position; '' if there is no such field. */
  field(which: string | number): string;
  /** Returns the label and the score (0 to 1) of each match in a list of results. */
  ranking(): { label: string; score: number }[];
  /** Returns the labels in a list of results. */
  labels(): string[];
  /** Returns the custom id of the button with this label. */
  button(label: string): string;
  menu(placeholder: RegExp): APIStringSelectComponent;
  /** Returns the arguments with which a member selects an option of a menu. */
  option(placeholder: RegExp, index: number): [message: APIMessage, customId: string, values: string[]];
}

export function replyOf(message: APIMessage): Reply {
  const { title = '', description = '', footer, fields = [], image } = message.embeds[0] ?? {};
  const controls = (message.components ?? []).flatMap((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  );
  const ranking = () =>
    fields.map(({ name, value }) => ({
      label: /^\*\*\[?(.*?)(?:\]\(.*?\))?\*\*/.exec(value)?.[1]?.replace(/\\(.)/g, '$1') ?? '',
      score: Number(/(\d+)%/.exec(name)?.[1]) / 100,
    }));
  const menu = (placeholder: RegExp) => {
    const found = controls.find(
      (part) => part.type === ComponentType.StringSelect && placeholder.test(part.placeholder ?? ''),
    );
    if (found?.type !== ComponentType.StringSelect) throw new Error(`no menu ${placeholder}`);
    return found;
  };
  return {
    ...message,
    isPrivate: isPrivate(message),
    ...{ title, description, footer: footer?.text ?? '', picture: image?.url },
    titles: message.embeds.map((embed) => embed.title ?? ''),
    files: message.attachments.map(({ filename }) => filename),
    field: (which) =>
      (typeof which === 'number' ? fields[which] : fields.find(({ name }) => name === which))?.value ?? '',
    ranking,
    labels: () => ranking().map(({ label }) => label),
    button(label) {
      const found = controls.find((part) => 'label' in part && part.label === label);
      if (!found || !('custom_id' in found)) throw new Error(`no button ${label}`);
      return found.custom_id;
    },
    menu,
    option(placeholder, index) {
      const { custom_id, options } = menu(placeholder);
      return [message, custom_id, [options[index]?.value ?? '']];
    },
  };
}

function isPrivate(message: APIMessage): boolean {
  const flags: number = message.flags ?? 0;
  return (flags & MessageFlags.Ephemeral) !== 0;
}

/** Maximum time to wait for a reply, in milliseconds. It is long because the machine may be busy. */
const PATIENCE = 55_000;

/** Resolves to the reply as soon as it has an embed and `wanted` returns true. */
export async function answer(sent: Invocation, wanted: (reply: Reply) => boolean = () => true): Promise<Reply> {
  return replyOf(await sent.until((message) => message.embeds.length > 0 && wanted(replyOf(message)), PATIENCE));
}

/** Resolves to the reply once it has a picture. */
export function pictured(sent: Invocation): Promise<Reply> {
  return answer(sent, ({ picture }) => picture !== undefined);
}

/** Resolves to the bot's reply once the text of the reply matches the pattern. */
export async function said(sent: Invocation, content: RegExp): Promise<Reply> {
  return replyOf(await sent.until((message) => content.test(message.content), PATIENCE));
}

/** Resolves to the bot's reply once the JSON of its buttons and menus matches the pattern. */
export async function controlled(sent: Invocation, components: RegExp = /"type"/): Promise<Reply> {
  return replyOf(await sent.until((message) => components.test(JSON.stringify(message.components)), PATIENCE));
}

/** Resolves to the text of the bot's final answer, such as an error, that only the member can see. */
export async function refusal(sent: Invocation): Promise<string> {
  const isProgress = /…( \(\d+ of \d+\))?$/;
  const line = await sent.until(
    (message) => isPrivate(message) && message.content !== '' && !isProgress.test(message.content),
    PATIENCE,
  );
  return line.content;
}
