import type { APIEmbed, APIMessage } from 'discord.js';

export interface TerminalOptions {
  /** Whether the terminal shows colours. */
  readonly colour: boolean;
}

/** A message as a person reads it in Discord, for the terminal: text, embeds, files. */
export function renderMessage(message: APIMessage, options: TerminalOptions): string {
  return [
    message.content && plain(message.content, options),
    renderEmbeds(message.embeds, options),
    ...message.attachments.map((file) => `📎 ${file.filename}`),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** Each embed behind its coloured edge. */
export function renderEmbeds(embeds: readonly APIEmbed[], options: TerminalOptions): string {
  return embeds
    .flatMap((embed) => renderEmbed(embed, options))
    .map((line) => `${edge(options)} ${line}`)
    .join('\n');
}

function renderEmbed(embed: APIEmbed, options: TerminalOptions): string[] {
  const lines: string[] = [];
  if (embed.title) lines.push(style('bold', plain(embed.title, options), options), '');
  if (embed.description) lines.push(...plain(embed.description, options).split('\n'), '');
  for (const field of embed.fields ?? []) {
    lines.push(style('cyan', plain(field.name, options), options));
    lines.push(
      ...plain(field.value, options)
        .split('\n')
        .map((line) => `   ${line}`),
      '',
    );
  }
  if (embed.footer) lines.push(style('dim', embed.footer.text, options));
  return lines;
}

/** Discord's markup as terminals show it: bold where there is colour, links by their text, escapes undone. */
function plain(markup: string, options: TerminalOptions): string {
  return markup
    .replace(/\[((?:\\.|[^\]\\])*)\]\(https?:[^)]*\)/g, '$1')
    .replace(/(?<!\\)\*\*((?:\\.|[^*\\])+)\*\*/g, (_, text: string) => style('bold', text, options))
    .replace(/\\([^0-9A-Za-z\s])/g, '$1');
}

function edge(options: TerminalOptions): string {
  return style('cyan', '┃', options);
}

/** Codes that begin and end each style. */
const STYLES = { bold: [1, 22], dim: [2, 22], cyan: [36, 39] } as const;

function style(name: keyof typeof STYLES, text: string, { colour }: TerminalOptions): string {
  const [begin, end] = STYLES[name];
  return colour ? `\u001b[${begin}m${text}\u001b[${end}m` : text;
}
