import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { autocomplete } from '../actions.ts';
import { locale } from '../choose-command.ts';
import type { DraftValue } from '../command-draft.ts';
import { sizeText } from '../format.ts';
import { state } from '../state.ts';
import type { PendingFile } from '../upload-file.ts';
import { microphoneIcon, soundIcon } from './icons.ts';
import { recordButton } from './record-button.ts';
import type { Picked } from './suggest-field.ts';

type Take = (value: DraftValue | undefined) => void;

/** Renders the field of a command option. `id` is `option-<name>`; `data-field` is `filled` or `empty`. */
export function optionField(
  option: APIApplicationCommandBasicOption,
  value: DraftValue | undefined,
  take: Take,
): TemplateResult {
  const id = `option-${option.name}`;
  const filled = value === undefined ? 'empty' : 'filled';
  const text = value === undefined || typeof value === 'object' ? '' : String(value);
  if (option.type === T.Attachment)
    return fileField(id, typeof value === 'object' ? value : undefined, take, option.file_types);

  const isNumber = option.type === T.Integer || option.type === T.Number;
  const convert = (typed: string) => (typed === '' ? undefined : isNumber ? Number(typed) : typed);
  const offered = offeredFor(option);
  if (offered !== null) {
    const onChange = ({ target }: Event) => {
      if (!(target instanceof HTMLSelectElement)) return;
      take(option.type === T.Boolean && target.value !== '' ? target.value === 'true' : convert(target.value));
    };
    return html`<select id=${id} data-field=${filled} ?required=${option.required} .value=${text} @change=${onChange}>
      <option value="">…</option>
      ${offered.map((one) => html`<option value=${one.value} ?selected=${one.value === text}>${one.label}</option>`)}
    </select>`;
  }
  if ('autocomplete' in option && option.autocomplete) {
    return html`<suggest-field .fieldId=${id} .filled=${filled} .suggest=${(typed: string) => autocomplete(option.name, typed)}
      .language=${locale()} @picked=${({ detail }: Picked) => take(typeof detail === 'string' ? convert(detail) : detail)}></suggest-field>`;
  }
  const onInput = ({ target }: Event) => {
    if (target instanceof HTMLInputElement) take(convert(target.value));
  };
  const limits =
    option.type === T.String ? { min: option.min_length, max: option.max_length } : { min: undefined, max: undefined };
  const range = isNumber ? { min: option.min_value, max: option.max_value } : { min: undefined, max: undefined };
  return html`<input id=${id} data-field=${filled} type=${isNumber ? 'number' : 'text'} autocomplete="off" ?required=${option.required}
    minlength=${limits.min ?? nothing} maxlength=${limits.max ?? nothing} min=${range.min ?? nothing} max=${range.max ?? nothing}
    step=${option.type === T.Number ? 'any' : nothing} .value=${text} placeholder=${option.description.slice(0, 60)} @input=${onInput}>`;
}

/** Returns the choices of an option; null if the person types the value. */
function offeredFor(option: APIApplicationCommandBasicOption): { value: string; label: string }[] | null {
  const guild = state.guilds.find(({ id }) => id === state.place?.guildId);
  const people = guild?.people.map(({ id, displayName }) => ({ value: id, label: displayName })) ?? [];
  switch (option.type) {
    case T.Boolean:
      return [
        { value: 'true', label: 'True' },
        { value: 'false', label: 'False' },
      ];
    case T.User:
    case T.Mentionable:
      return [...people, { value: state.bot.id, label: state.bot.name }];
    case T.Channel:
      return guild?.channels.map(({ id, name }) => ({ value: id, label: `#${name}` })) ?? [];
    case T.Role:
      return [];
    case T.String:
    case T.Integer:
    case T.Number:
      if (!('choices' in option) || !option.choices?.length) return null;
      return option.choices.map(({ name, value, name_localizations: local }) => ({
        value: String(value),
        label: Object.entries(local ?? {}).find(([language]) => language === locale())?.[1] ?? name,
      }));
    default:
      return null;
  }
}

function fileField(
  id: string,
  value: Extract<DraftValue, object> | undefined,
  take: Take,
  types: readonly string[] = [],
): TemplateResult {
  const choose = (chosen: PendingFile) => {
    take(chosen);
    // The name of the file replaces the file field, which had the focus, so the focus moves to the send button.
    setTimeout(() => document.querySelector<HTMLElement>('.command-form .send')?.focus());
  };
  const onChange = ({ target }: Event) => {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
    if (file !== undefined) choose({ file });
  };
  if (value !== undefined)
    return html`<span class="chip">${value.voice ? microphoneIcon : soundIcon} <span>${value.file.name}</span>
      <span class="muted">${sizeText(value.file.size)}</span>
      <button type="button" class="remove" id=${id} data-field="filled" aria-label=${`Take out ${value.file.name}`} @click=${() => take(undefined)}>×</button></span>`;
  const accept = types.map((type) => (type.startsWith('.') ? type : `${type}/*`)).join(',');
  return html`<span class="drop-zone"><input id=${id} data-field="empty" type="file" accept=${accept || nothing} @change=${onChange}>
    ${recordButton(choose)} <span class="muted">or drop a file here</span></span>`;
}
