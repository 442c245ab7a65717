import { html, nothing, type TemplateResult } from 'lit';
import { sendMessage, sendVoice } from '../actions.ts';
import { choices, chooseCommand } from '../choose-command.ts';
import type { Choosable } from '../command-draft.ts';
import { clockText, sizeText } from '../format.ts';
import { changed, state } from '../state.ts';
import { takeFiles, takesFile } from '../take-files.ts';
import type { PendingFile } from '../upload-file.ts';
import { avatar } from './avatar.ts';
import { commandForm } from './command-form.ts';
import { microphoneIcon, plusIcon, sendIcon, soundIcon } from './icons.ts';
import { recordButton } from './record-button.ts';

/** Index of the highlighted command in the command picker. */
let active = 0;

/** Renders the composer: the text field, the files to send, and the command picker. */
export function composer(channelName: string): TemplateResult {
  if (state.draft !== null) return html`<div class="composer">${commandForm(state.draft)}</div>`;
  const offered = matching();
  const isOpen = offered.length > 0;
  const hint = choices().length > 0 ? `Message ${channelName}, or / for commands` : `Message ${channelName}`;
  return html`<div class="composer">
    ${isOpen ? picker(offered) : noCommands()} ${tray()}
    <form class="composer-row" @submit=${onSubmit}>
      <label class="icon-button" title="Attach files">
        <input type="file" multiple class="unseen" aria-label="Attach files" @change=${onFiles}>${plusIcon}
      </label>
      <input
        id="composer-input" type="text" autocomplete="off" maxlength="2000" placeholder=${hint}
        aria-label=${hint.replace('/', 'slash')} role="combobox" aria-autocomplete="list" aria-expanded=${isOpen}
        aria-controls="picker" aria-activedescendant=${isOpen ? `picker-${active}` : nothing}
        .value=${state.text} @input=${onInput} @keydown=${(event: KeyboardEvent) => onKey(event, offered)}
      >
      ${recordButton(takeRecording)}
      <button type="submit" class="icon-button send" aria-label="Send" ?disabled=${state.isSending || (state.text.trim() === '' && state.files.length === 0)}>${sendIcon}</button>
    </form>
  </div>`;
}

function takeRecording(file: PendingFile): void {
  takeFiles([file]);
}

function matching(): Choosable[] {
  if (!state.text.startsWith('/')) return [];
  const typed = state.text.slice(1).toLowerCase().trimEnd();
  const all = choices();
  const starts = all.filter(({ shownName, name }) => shownName.startsWith(typed) || name.startsWith(typed));
  const contains = all.filter((one) => !starts.includes(one) && one.shownName.includes(typed));
  return [...starts, ...contains];
}

/** Renders an explanation if the person has typed a slash and there are no commands to choose from. */
function noCommands(): TemplateResult | typeof nothing {
  if (!state.text.startsWith('/') || choices().length > 0) return nothing;
  const { name } = state.bot;
  const inServer = state.place?.guildId !== null;
  const why = state.isOnline
    ? `${name} has no commands ${inServer ? 'here' : 'in direct messages. Use them in a channel of a server'}.`
    : `${name} is starting. Its commands will be here in a moment.`;
  return html`<p class="listbox no-commands" role="status">${why}</p>`;
}

function picker(offered: readonly Choosable[]): TemplateResult {
  active = Math.min(active, offered.length - 1);
  return html`<ul id="picker" class="listbox picker" role="listbox" aria-label="Commands">
    ${offered.map(
      (
        choice,
        index,
      ) => html`<li id=${`picker-${index}`} role="option" aria-selected=${index === active} class=${index === active ? 'active' : ''}
        @mousedown=${(event: Event) => event.preventDefault()} @click=${() => chooseCommand(choice)}>
        ${avatar(state.bot.id, state.bot.name, 'small')}
        <span><b>/${choice.shownName}</b> ${choice.options.map(({ name, required }) => html`<i class=${required ? 'required' : ''}>${name}</i> `)}
        <small>${choice.description}</small></span>
      </li>`,
    )}
  </ul>`;
}

/** Renders the files to send, with buttons for the commands that accept them. */
function tray(): TemplateResult | typeof nothing {
  const { files } = state;
  if (files.length === 0) return nothing;
  const uses = choices()
    .filter(takesFile)
    .map(
      (choice) =>
        html`<button type="button" class="button secondary small" @click=${() => chooseCommand(choice)}>/${choice.shownName}</button>`,
    );
  return html`<div class="tray" aria-live="polite">
    ${files.map(
      (pending) => html`<div class="chip">${pending.voice ? microphoneIcon : soundIcon}
        <span>${pending.file.name}</span> <span class="muted">${pending.voice ? clockText(pending.voice.seconds) : sizeText(pending.file.size)}</span>
        ${pending.voice ? html`<button type="button" class="link" @click=${() => sendVoice(pending)}>Send as voice message</button>` : nothing}
        <button type="button" class="remove" aria-label=${`Remove ${pending.file.name}`} @click=${() => remove(pending)}>×</button></div>`,
    )}
    <div class="tray-uses">${uses.length > 0 ? html`Use with ${uses} or send it as a message` : 'Send it as a message'}</div>
  </div>`;
}

function remove(pending: PendingFile): void {
  changed((now) => {
    now.files = now.files.filter((other) => other !== pending);
  });
}

function onFiles({ target }: Event): void {
  if (!(target instanceof HTMLInputElement)) return;
  takeFiles([...(target.files ?? [])].map((file) => ({ file })));
  target.value = '';
}

function onInput({ target }: Event): void {
  if (!(target instanceof HTMLInputElement)) return;
  active = 0;
  changed((now) => {
    now.text = target.value;
  });
  // As in Discord, a space after a command's name chooses the command; else the text would be sent as a message.
  const named = choices().find(({ shownName }) => target.value === `/${shownName} `);
  if (named !== undefined) chooseCommand(named);
}

function onKey(event: KeyboardEvent, offered: readonly Choosable[]): void {
  if (offered.length === 0) return;
  const moves: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1 };
  const to = moves[event.key];
  if (to !== undefined) {
    active = (to + offered.length) % offered.length;
    changed();
    setTimeout(() => document.getElementById(`picker-${active}`)?.scrollIntoView({ block: 'nearest' }));
  } else if (event.key === 'Enter' || event.key === 'Tab') {
    const choice = offered[active];
    if (choice !== undefined) chooseCommand(choice);
  } else if (event.key === 'Escape') {
    changed((now) => {
      now.text = '';
    });
  } else return;
  event.preventDefault();
}

function onSubmit(event: SubmitEvent): void {
  event.preventDefault();
  void sendMessage();
}
