import { styleText } from 'node:util';
import type { APIEmbed, APIMessage } from 'discord.js';

export interface RenderOptions {
  /** Whether the terminal supports colors. */
  readonly color: boolean;
}

/** Renders a message as text for a terminal: its content, embeds and the names of its files. */
export function renderMessage(
  { content, embeds, attachments }: Pick<APIMessage, 'content' | 'embeds' | 'attachments'>,
  options: RenderOptions,
): string {
  return [
    ...(content ? [plain(content, options)] : []),
    ...embeds.flatMap((embed) => renderEmbed(embed, options)).map((line) => `${style('cyan', '┃', options)} ${line}`),
    ...attachments.map((file) => `📎 ${file.filename}`),
  ].join('\n');
}

function renderEmbed(embed: APIEmbed, options: RenderOptions): string[] {
  const lines: string[] = [];
  if (embed.title) lines.push(style('bold', plain(embed.title, options), options), '');
  if (embed.description) lines.push(...plain(embed.description, options).split('\n'), '');
  for (const { name, value } of embed.fields ?? []) {
    const indented = plain(value, options)
      .split('\n')
      .map((line) => `   ${line}`);
    lines.push(style('cyan', plain(name, options), options), ...indented, '');
  }
  if (embed.footer) lines.push(style('dim', embed.footer.text, options));
  return lines;
}

/** Converts Discord's markup: bold text becomes bold, a link becomes its text, and escaped characters are unescaped. */
function plain(markup: string, options: RenderOptions): string {
  return markup
    .replace(/\[((?:\\.|[^\]\\])*)\]\(https?:[^)]*\)/g, '$1')
    .replace(/(?<!\\)\*\*((?:\\.|[^*\\])+)\*\*/g, (_, text: string) => style('bold', text, options))
    .replace(/\\([^0-9A-Za-z\s])/g, '$1');
}

function style(name: 'bold' | 'dim' | 'cyan', text: string, { color }: RenderOptions): string {
  // The caller checks the stream. `styleText` would check stdout, but the text may be written to another stream.
  return color ? styleText(name, text, { validateStream: false }) : text;
}
