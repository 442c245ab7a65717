import { styleText } from 'node:util';
import type { APIEmbed, APIMessage } from 'discord.js';

export interface TerminalOptions {
  /** Whether the terminal shows colours. */
  readonly colour: boolean;
}

/** A message as a person reads it in Discord, for the terminal: text, then each embed behind its coloured edge. */
export function renderMessage(message: APIMessage, options: TerminalOptions): string {
  const lines = message.content ? plain(message.content, options).split('\n') : [];
  for (const embed of message.embeds)
    lines.push(...renderEmbed(embed, options).map((line) => `${edge(options)} ${line}`));
  for (const file of message.attachments) lines.push(`📎 ${file.filename}`);
  return lines.join('\n');
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

function style(format: 'bold' | 'cyan' | 'dim', text: string, { colour }: TerminalOptions): string {
  return colour ? styleText(format, text) : text;
}
