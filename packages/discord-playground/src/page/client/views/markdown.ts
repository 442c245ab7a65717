import { type parse, rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';
import { html, type TemplateResult } from 'lit';
import { go } from '../actions.ts';
import { chooseCommand, locale } from '../choose-command.ts';
import { showError, state } from '../state.ts';

type Node = ReturnType<typeof parse>[number];
type Drawn = TemplateResult | string | Drawn[];

/** A list, with one node for each line: Discord shows lists, but the parser does not support them. */
const listItem: (typeof rulesExtended)[string] = {
  order: SimpleMarkdown.defaultRules.heading.order - 0.4,
  match: (source, { prevCapture }) =>
    !prevCapture || prevCapture[0]?.endsWith('\n') ? /^( *)([-*]|\d{1,3}\.) +([^\n]+)(?:\n|$)/.exec(source) : null,
  parse: ([, indent = '', marker = '', text = ''], nested, at) => ({
    depth: Math.min(2, Math.floor(indent.length / 2)),
    marker: /\d/.test(marker) ? marker : '•',
    content: nested(text, at),
  }),
};

const { heading: _, subtext: __, blockQuote: ___, ...lineRules } = rulesExtended;
const parsers = {
  text: SimpleMarkdown.parserFor({ ...rulesExtended, listItem }),
  /** Whether the text is the title or a field name of an embed; these have no headings, lists or quotes. */
  line: SimpleMarkdown.parserFor(lineRules),
};

/** Renders Discord's markup as HTML elements. The lit templates escape all text. */
export function markdown(source: string, kind: keyof typeof parsers = 'text'): Drawn {
  return draw(parsers[kind](source, { inline: true, prevCapture: null }));
}

/** Returns a text without Discord's markup. */
export function plainText(source: string): string {
  const words = (nodes: Node[]): string =>
    nodes
      .map(({ content, name }) => (Array.isArray(content) ? words(content) : String(content ?? name ?? ' ')))
      .join('');
  return words(parsers.line(source, { inline: true, prevCapture: null }));
}

function draw(content: Node | Node[] | string | undefined): Drawn {
  if (content === undefined) return '';
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(draw);
  const inside = () => draw(content.content);
  switch (content.type) {
    case 'strong':
      return html`<strong>${inside()}</strong>`;
    case 'em':
      return html`<em>${inside()}</em>`;
    case 'underline':
      return html`<u>${inside()}</u>`;
    case 'strikethrough':
      return html`<s>${inside()}</s>`;
    case 'inlineCode':
      return html`<code>${inside()}</code>`;
    case 'codeBlock':
      return html`<pre><code>${inside()}</code></pre>`;
    case 'blockQuote':
      return html`<blockquote>${inside()}</blockquote>`;
    case 'heading':
      return html`<div class="heading level-${content.level}" role="heading" aria-level=${2 + Number(content.level)}>${inside()}</div>`;
    case 'subtext':
      return html`<div class="subtext">${inside()}</div>`;
    case 'listItem':
      return html`<div class="item depth-${content.depth}"><span class="marker">${content.marker}</span><span>${inside()}</span></div>`;
    case 'br':
    case 'newline':
      return html`<br>`;
    case 'spoiler':
      return html`<details class="spoiler"><summary>Spoiler</summary>${inside()}</details>`;
    case 'link':
    case 'url':
    case 'autolink':
      return link(String(content.target), inside());
    case 'twemoji':
      return String(content.name);
    case 'user':
      return html`<span class="mention">@${personName(String(content.id))}</span>`;
    case 'channel':
      return html`<span class="mention">#${channelName(String(content.id))}</span>`;
    case 'role':
      return html`<span class="mention">@role</span>`;
    case 'slashCommand': {
      const name = String(content.fullName);
      return html`<button type="button" class="mention" @click=${() => chooseCommand(name)}>/${name}</button>`;
    }
    case 'everyone':
    case 'here':
      return `@${content.type}`;
    case 'timestamp':
      return timestamp(Number(content.timestamp), String(content.format ?? 'f'));
    default:
      return draw(content.content ?? '');
  }
}

/** Renders a link to a message in the page, or to a web address in a new tab. Links with other schemes stay text. */
function link(target: string, text: Drawn): Drawn {
  if (!URL.canParse(target)) return text;
  const { protocol, hostname, pathname } = new URL(target);
  if (protocol !== 'https:' && protocol !== 'http:') return text;
  const [, guildId, channelId, messageId] = /^\/channels\/(\d+|@me)\/(\d+)(?:\/(\d+))?$/.exec(pathname) ?? [];
  if (hostname !== 'discord.com' || guildId === undefined || channelId === undefined)
    return html`<a href=${target} target="_blank" rel="noopener noreferrer">${text}</a>`;
  const jump = (event: Event) => {
    event.preventDefault();
    void jumpTo(guildId, channelId, messageId);
  };
  return html`<a href=${target} @click=${jump}>${text}</a>`;
}

async function jumpTo(guildId: string, channelId: string, messageId: string | undefined): Promise<void> {
  const { place } = state;
  if (place !== null && place.channelId !== channelId && place.guildId === guildId) await go({ ...place, channelId });
  // If the channel was just entered, its messages are drawn only after this turn of the event loop.
  await new Promise((resolve) => setTimeout(resolve));
  if (messageId === undefined) return;
  const target = document.getElementById(`message-${messageId}`);
  if (target === null) return showError('That message is not here any more. It may be from before a restart.');
  target.scrollIntoView({ block: 'center' });
  target.focus();
}

function personName(id: string): string {
  if (id === state.bot.id) return state.bot.name;
  return state.guilds.flatMap(({ people }) => people).find((person) => person.id === id)?.displayName ?? 'unknown';
}

function channelName(id: string): string {
  return state.guilds.flatMap(({ channels }) => channels).find((channel) => channel.id === id)?.name ?? 'unknown';
}

const DATE_STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** Formats a timestamp. @param format one of Discord's letters; `R` shows the time relative to now */
function timestamp(seconds: number, format: string): Drawn {
  const when = new Date(seconds * 1000);
  // The time is outside the range of JavaScript dates; like Discord, the page then shows the markup itself.
  if (Number.isNaN(when.getTime())) return `<t:${seconds}:${format}>`;
  const exact = when.toLocaleString(locale(), DATE_STYLES.F);
  const shown =
    format === 'R' ? relative(seconds - Date.now() / 1000) : when.toLocaleString(locale(), DATE_STYLES[format]);
  return html`<time class="mention" datetime=${when.toISOString()} title=${exact}>${shown}</time>`;
}

function relative(seconds: number): string {
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.round(seconds / length), unit);
}
