import {
  type APIAttachment,
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  ComponentType,
} from 'discord-api-types/v10';
import { isFileTypeAllowed } from '../world/content-types.ts';

export type ModalValue = string | string[] | APIAttachment[];

/**
 * Builds the `components` and `resolved` of a modal submission from the values that a person filled in.
 * @throws Error if Discord's client would not submit the modal: unknown field, missing or too long text, too many files
 *   or files of a wrong type
 */
export function fillModal(modal: APIModalInteractionResponseCallbackData, values: Record<string, ModalValue>) {
  const attachments: Record<string, APIAttachment> = {};
  const unused = new Set(Object.keys(values));
  const fail = (why: string): never => {
    throw new Error(`The modal "${modal.title}": ${why}`);
  };

  function fill(input: APIComponentInLabel | APITextInputComponent) {
    const { type, custom_id: customId } = input;
    unused.delete(customId);
    const given = values[customId];
    const isMissing = given === undefined || given.length === 0;
    const base = { type, custom_id: customId, id: input.id ?? 0 };
    if (isMissing && isRequired(input)) fail(`"${customId}" is required`);

    if (type === ComponentType.TextInput) {
      const text = given ?? input.value ?? '';
      if (typeof text !== 'string') return fail(`"${customId}" takes a text`);
      const isShort = text.length < (input.min_length ?? 0) && text.length > 0;
      if (isShort || text.length > (input.max_length ?? 4000)) fail(`"${customId}" is too short or too long`);
      return { ...base, value: text };
    }
    if (type === ComponentType.Checkbox) return { ...base, value: given === 'true' };
    if (type === ComponentType.RadioGroup) {
      if (!isMissing && !input.options.some(({ value }) => value === given))
        fail(`"${customId}" does not offer ${given}`);
      return { ...base, value: given ?? null };
    }
    const list = typeof given === 'string' ? [given] : (given ?? []);
    if (!isMissing && list.length > (input.max_values ?? 1)) fail(`"${customId}" takes fewer`);
    const ids = list.map((one) => {
      if (typeof one === 'string') return one;
      const types = type === ComponentType.FileUpload ? (input.file_types ?? []) : [];
      if (types.length > 0 && !isFileTypeAllowed(one.filename, types))
        fail(`"${customId}" takes ${types.join(', ')} files`);
      attachments[one.id] = one;
      return one.id;
    });
    return { ...base, values: ids };
  }

  const components = modal.components.map((component) => {
    const { type } = component;
    const id = component.id ?? 0;
    if (type === ComponentType.Label) return { type, id, component: fill(component.component) };
    if (type === ComponentType.ActionRow) return { type, id, components: component.components.map(fill) };
    return { type, id };
  });
  for (const name of unused) fail(`there is no field "${name}"`);
  return {
    components,
    ...(Object.keys(attachments).length === 0 ? {} : { resolved: { attachments } }),
  };
}

/** Checks whether a field of a modal must be filled in; by default, Discord requires every field. */
function isRequired(input: APIComponentInLabel | APITextInputComponent): boolean {
  return input.type !== ComponentType.Checkbox && input.required !== false;
}
