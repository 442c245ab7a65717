import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { changed, state } from '../state.ts';
import { messageView } from './message.ts';

/** Renders the messages of the current channel, then the notices. */
export function channelView(name: string): TemplateResult {
  const messages = state.messages.filter(({ id }) => !state.dismissed.has(id));
  return html`<div class="messages" role="log" aria-label=${`Messages in ${name}`} tabindex="0">
    <div class="welcome">
      <h2>Welcome to ${name}</h2>
      ${
        state.place?.guildId === null
          ? html`<p>Messages between you and ${state.bot.name}, which nobody else sees.</p>`
          : html`<p>This is a Discord of your own, on this machine, with the real bot in it. Drop a sound here, record one with the
      microphone, or type <kbd>/</kbd> for the bot's commands. A message's menu (right click, or its ··· button) has more.</p>`
      }
    </div>
    ${repeat(
      messages,
      ({ id }) => id,
      (message, index) => messageView(message, messages[index - 1]),
    )}
    ${repeat(
      state.notices,
      ({ id }) => id,
      ({ id, text }) => html`<div class="notice" role="alert"><span aria-hidden="true">⚠</span> <span>${text}</span>
        <button type="button" class="link" @click=${() => forget(id)}>Dismiss</button></div>`,
    )}
  </div>`;
}

function forget(id: string): void {
  changed((now) => {
    now.notices = now.notices.filter((notice) => notice.id !== id);
  });
}
