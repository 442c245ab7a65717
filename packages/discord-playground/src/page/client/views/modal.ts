import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { ModalValue, Place } from '../../protocol.ts';
import { request, sending, textOf } from '../actions.ts';
import { selectable } from '../selectable.ts';
import { changed, state } from '../state.ts';
import { uploadFile } from '../upload-file.ts';
import { uploadProblems } from '../upload-problems.ts';
import { markdown } from './markdown.ts';
import { uploadField } from './upload-field.ts';

type Input = APIComponentInLabel | APITextInputComponent;

/** Renders the open modal as a dialog that keeps the keyboard focus inside and closes with Escape. */
export function modalView(): TemplateResult | typeof nothing {
  const { modal: open } = state;
  if (open === null) return nothing;
  const { modal } = open;
  return html`<dialog class="modal" aria-labelledby="modal-title" @close=${close}>
    <form novalidate @submit=${(event: SubmitEvent) => onSubmit(event, modal)}>
      <h2 id="modal-title">${modal.title}</h2>
      ${modal.components.map((component) => {
        if (component.type === ComponentType.TextDisplay) return html`<div>${markdown(component.content)}</div>`;
        if (component.type === ComponentType.Label)
          return field(component.component, component.label, component.description);
        return component.components.map((input) => field(input, input.label ?? input.custom_id, undefined));
      })}
      <p class="modal-error" role="alert" ?hidden=${state.modalError === null}>${state.modalError}</p>
      <div class="modal-foot">
        <button type="button" class="button secondary" @click=${close}>Cancel</button>
        <button type="submit" class="button primary" ?disabled=${state.isSending}>${state.isSending ? 'Sending…' : 'Submit'}</button>
      </div>
    </form>
  </dialog>`;
}

/** Opens the dialog element after it is drawn, which moves the focus into it. */
export function showModal(): void {
  document.querySelector<HTMLDialogElement>('dialog.modal:not([open])')?.showModal();
}

function close(): void {
  changed((now) => {
    now.modal = null;
  });
  document.getElementById('composer-input')?.focus();
}

function field(input: Input, label: string, description: string | undefined): TemplateResult {
  const isRequired = input.type !== ComponentType.Checkbox && input.required !== false;
  return html`<div class="field">
    <label for=${`modal-${input.custom_id}`}>${label}${isRequired ? html`<span class="required" aria-hidden="true"> *</span>` : nothing}</label>
    ${description ? html`<p class="muted">${description}</p>` : nothing} ${control(input, isRequired)}
  </div>`;
}

function control(input: Input, isRequired: boolean): TemplateResult {
  const { custom_id: name } = input;
  const id = `modal-${name}`;
  switch (input.type) {
    case ComponentType.TextInput: {
      const { value = '', placeholder = '', min_length: min, max_length: max, style } = input;
      return style === TextInputStyle.Paragraph
        ? html`<textarea id=${id} name=${name} rows="4" placeholder=${placeholder} ?required=${isRequired} minlength=${min ?? nothing} maxlength=${max ?? 4000} .value=${value}></textarea>`
        : html`<input id=${id} name=${name} type="text" placeholder=${placeholder} ?required=${isRequired} minlength=${min ?? nothing} maxlength=${max ?? 4000} .value=${value}>`;
    }
    case ComponentType.FileUpload:
      return uploadField(input, id);
    case ComponentType.Checkbox:
      return html`<input id=${id} name=${name} type="checkbox" value="true" ?checked=${input.default ?? false}>`;
    case ComponentType.RadioGroup:
    case ComponentType.CheckboxGroup:
      return html`<div id=${id} role="group">${input.options.map(
        (
          option,
        ) => html`<label class="choice"><input type=${input.type === ComponentType.RadioGroup ? 'radio' : 'checkbox'} name=${name}
          value=${option.value} ?checked=${option.default ?? false}> <span>${option.label}${option.description ? html`<small>${option.description}</small>` : nothing}</span></label>`,
      )}</div>`;
    default: {
      const isMultiple = (input.max_values ?? 1) > 1;
      return html`<select id=${id} name=${name} ?multiple=${isMultiple} ?required=${isRequired}>
        ${isMultiple ? nothing : html`<option value="">${input.placeholder ?? '…'}</option>`}
        ${selectable(input).map(({ value, label, default: isDefault }) => html`<option value=${value} ?selected=${isDefault ?? false}>${label}</option>`)}
      </select>`;
    }
  }
}

function onSubmit(event: SubmitEvent, modal: APIModalInteractionResponseCallbackData): void {
  event.preventDefault();
  if (!(event.target instanceof HTMLFormElement)) return;
  changed((now) => Object.assign(now, { isModalChecked: true, modalError: null }));
  const hasProblems = inputsOf(modal).some(
    (input) =>
      input.type === ComponentType.FileUpload &&
      uploadProblems(input, state.modalFiles.get(input.custom_id) ?? []).length > 0,
  );
  if (!event.target.reportValidity() || hasProblems) return;
  const form = new FormData(event.target);
  const values: Record<string, string | string[] | File[]> = {};
  for (const input of inputsOf(modal)) {
    const { type, custom_id: name } = input;
    const all = form.getAll(name);
    const texts = all.filter((value) => typeof value === 'string' && value !== '').map(String);
    if (type === ComponentType.FileUpload) {
      const files = (state.modalFiles.get(name) ?? []).map(({ file }) => file);
      if (files.length > 0) values[name] = files;
    } else if (type === ComponentType.TextInput) values[name] = String(all[0] ?? '');
    else if (type === ComponentType.Checkbox) values[name] = texts.length > 0 ? 'true' : 'false';
    else if (type === ComponentType.RadioGroup) {
      if (texts[0] !== undefined) values[name] = texts[0];
    } else if (texts.length > 0) values[name] = texts;
  }
  void submitModal(values);
}

function inputsOf({ components }: APIModalInteractionResponseCallbackData): Input[] {
  return components.flatMap((component): Input[] => {
    if (component.type === ComponentType.Label) return [component.component];
    return component.type === ComponentType.ActionRow ? component.components : [];
  });
}

async function submitModal(values: Record<string, string | string[] | File[]>): Promise<void> {
  const { place, modal } = state;
  if (place === null || modal === null) return;
  await sending(async () => {
    try {
      const sent: Record<string, ModalValue> = {};
      for (const [name, value] of Object.entries(values)) sent[name] = await modalValue(place, value);
      await request({ type: 'submit', interactionId: modal.interactionId, values: sent }, place);
      changed((now) => {
        if (now.modal === modal) now.modal = null;
      });
    } catch (error) {
      // The error is shown inside the modal, because the modal would cover a notice on the page.
      changed((now) => {
        if (now.modal === modal) now.modalError = textOf(error);
      });
    }
  });
}

async function modalValue(place: Place, value: string | string[] | File[]): Promise<ModalValue> {
  if (!Array.isArray(value)) return value;
  const files = value.filter((one) => one instanceof File);
  if (files.length === 0) return value.filter((one) => typeof one === 'string');
  const uploads = await Promise.all(files.map((file) => uploadFile(place, file)));
  return { uploads: uploads.map(({ id }) => id) };
}
