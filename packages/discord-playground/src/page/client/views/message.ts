import { type APIMessage, MessageFlags, MessageType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { isThinking } from '../actions.ts';
import { timeText } from '../format.ts';
import { changed, state } from '../state.ts';
import { attachmentView } from './attachment.ts';
import { avatar } from './avatar.ts';
import { componentView } from './components.ts';
import { embedView } from './embed.ts';
import { eyeIcon, moreIcon } from './icons.ts';
import { markdown, plainText } from './markdown.ts';
import { openMenu } from './message-menu.ts';

/** Maximum time in milliseconds between messages of one author that share a heading. */
const TOGETHER_MS = 7 * 60_000;

export function messageView(message: APIMessage, previous: APIMessage | undefined): TemplateResult {
  const {
    id,
    author,
    content,
    timestamp,
    edited_timestamp: edited,
    embeds,
    attachments,
    components = [],
    reactions = [],
  } = message;
  const name = author.global_name ?? author.username;
  const isEphemeral = ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const isNewLayout = ((message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  const origin = originView(message);
  const isFollowing = origin === nothing && previous !== undefined && follows(message, previous);
  return html`<article
    id=${`message-${id}`} class="message ${isFollowing ? 'following' : ''} ${isEphemeral ? 'ephemeral' : ''}"
    tabindex="-1" aria-label=${`${name}, ${timeText(timestamp)}`} @contextmenu=${(event: MouseEvent) => openMenu(event, message)}
  >
    ${origin}
    <div class="message-side">
      ${isFollowing ? html`<time class="muted" datetime=${timestamp}>${timeText(timestamp).slice(-5)}</time>` : avatar(author.id, name)}
    </div>
    <div class="message-main">
      ${
        isFollowing
          ? nothing
          : html`<header><span class="author">${name}</span>${author.bot ? html`<span class="tag">APP</span>` : nothing}
              <time class="muted" datetime=${timestamp}>${timeText(timestamp)}</time></header>`
      }
      ${isThinking(message) ? html`<div class="thinking" role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${name} is thinking…</div>` : nothing}
      ${content ? html`<div class="content">${markdown(content)}${edited && !isThinking(message) ? html` <small class="muted">(edited)</small>` : nothing}</div>` : nothing}
      ${isNewLayout ? nothing : attachments.map(attachmentView)}
      ${embeds.map(embedView)}
      ${components.map((component) => componentView(message, component))}
      ${reactions.length === 0 ? nothing : html`<div class="reactions">${reactions.map(({ emoji, count }) => html`<span class="tag">${emoji.name} ${count}</span> `)}</div>`}
      ${
        isEphemeral
          ? html`<footer class="muted">${eyeIcon} Only you can see this •
              <button type="button" class="link" @click=${() => dismiss(id)}>Dismiss message</button></footer>`
          : nothing
      }
    </div>
    <button type="button" class="more" aria-label=${`Apps and more, for the message of ${name}`} aria-haspopup="menu"
      @click=${(event: MouseEvent) => openMenu(event, message)}>${moreIcon}</button>
  </article>`;
}

/** Renders the line above a message: who used which command, or which message this one replies to. */
function originView(message: APIMessage): TemplateResult | typeof nothing {
  const { interaction_metadata: from, interaction, type, message_reference: reference } = message;
  if (from !== undefined && (type === MessageType.ChatInputCommand || type === MessageType.ContextMenuCommand)) {
    const name = from.user.global_name ?? from.user.username;
    const command = interaction?.name ?? 'a command';
    return html`<div class="origin">${avatar(from.user.id, name, 'small')}<b>${name}</b> used
      <span class="mention">${type === MessageType.ChatInputCommand ? `/${command}` : command}</span></div>`;
  }
  if (type !== MessageType.Reply || reference?.message_id === undefined) return nothing;
  const target = state.messages.find(({ id }) => id === reference.message_id);
  if (target === undefined) return nothing;
  const name = target.author.global_name ?? target.author.username;
  const gist = plainText(target.content || target.embeds[0]?.title || 'attachment');
  const jump = () => document.getElementById(`message-${target.id}`)?.scrollIntoView({ block: 'center' });
  return html`<div class="origin">${avatar(target.author.id, name, 'small')}<b>${name}</b>
    <button type="button" class="link gist" @click=${jump}>${gist}</button></div>`;
}

function follows(message: APIMessage, previous: APIMessage): boolean {
  const isSameKind =
    ((message.flags ?? 0) & MessageFlags.Ephemeral) === ((previous.flags ?? 0) & MessageFlags.Ephemeral);
  const gap = Date.parse(message.timestamp) - Date.parse(previous.timestamp);
  return message.author.id === previous.author.id && !message.author.bot && isSameKind && gap < TOGETHER_MS;
}

function dismiss(id: string): void {
  changed((now) => {
    now.dismissed.add(id);
  });
}
