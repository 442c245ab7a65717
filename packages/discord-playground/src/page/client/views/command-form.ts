import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { sendDraft } from '../actions.ts';
import { locale } from '../choose-command.ts';
import { type CommandDraft, hideOption, localDescription, localName, setValue } from '../command-draft.ts';
import { changed, state } from '../state.ts';
import { optionField } from './option-field.ts';

/** Renders a slash command that is being filled in: a field for each option, and buttons that add optional ones. */
export function commandForm(draft: CommandDraft): TemplateResult {
  const shown = draft.options.filter(({ name }) => draft.shown.includes(name));
  const others = draft.options.filter(({ name }) => !draft.shown.includes(name));
  return html`<form class="command-form" aria-label=${`/${draft.shownName}`} @submit=${onSubmit} @keydown=${onKey}>
    <div class="command-head">
      <b>/${draft.shownName}</b> <span class="muted">${draft.description}</span>
      <button type="button" class="remove" aria-label="Cancel this command" @click=${cancel}>×</button>
    </div>
    <div class="options">${shown.map((option) => field(draft, option))}</div>
    <div class="command-foot">
      <div class="more-options">
        ${others.map(
          (
            option,
          ) => html`<button type="button" class="button secondary small" title=${localDescription(option, locale())}
            @click=${() => show(option.name)}>+ ${localName(option, locale())}</button>`,
        )}
      </div>
      <button type="submit" class="button primary send" ?disabled=${state.isSending}>${state.isSending ? 'Sending…' : 'Send'}</button>
    </div>
  </form>`;
}

function field(draft: CommandDraft, option: APIApplicationCommandBasicOption): TemplateResult {
  const { name, required = false } = option;
  const label = localName(option, locale());
  return html`<div class="option ${option.type === ApplicationCommandOptionType.Attachment ? 'wide' : ''}">
    <label for=${`option-${name}`} title=${localDescription(option, locale())}>${label}${required ? html`<span class="required" aria-hidden="true">*</span>` : nothing}</label>
    ${optionField(option, draft.values[name], (value) =>
      changed((now) => {
        if (now.draft !== null) now.draft = setValue(now.draft, name, value);
      }),
    )}
    ${required || typeof draft.values[name] === 'object' ? nothing : html`<button type="button" class="remove" aria-label=${`Leave out ${label}`} @click=${() => hide(name)}>×</button>`}
  </div>`;
}

function show(name: string): void {
  changed((now) => {
    if (now.draft !== null) now.draft = { ...now.draft, shown: [...now.draft.shown, name] };
  });
  setTimeout(() => document.getElementById(`option-${name}`)?.focus());
}

function hide(name: string): void {
  changed((now) => {
    if (now.draft !== null) now.draft = hideOption(now.draft, name);
  });
}

/** Closes the form, and keeps its files in the composer for another command. */
function cancel(): void {
  changed((now) => {
    const kept = Object.values(now.draft?.values ?? {}).filter((value) => typeof value === 'object');
    Object.assign(now, { draft: null, files: [...now.files, ...kept] });
  });
  setTimeout(() => document.getElementById('composer-input')?.focus());
}

function onSubmit(event: SubmitEvent): void {
  event.preventDefault();
  void sendDraft().then(() => {
    if (state.draft === null) setTimeout(() => document.getElementById('composer-input')?.focus());
  });
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  event.preventDefault();
  cancel();
}
