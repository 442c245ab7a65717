import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { refuse } from './check.ts';
import { fileType } from './command-body.ts';
import { choiceOption, customId, selects, textDisplay } from './components.ts';

const id = z.int().min(0).exactOptional();
const required = z.boolean().exactOptional();

const textInput = z.object({
  type: z.literal(ComponentType.TextInput),
  id,
  custom_id: customId,
  style: z.enum(TextInputStyle),
  label: z.string().min(1).max(45).exactOptional(),
  placeholder: z.string().max(100).exactOptional(),
  value: z.string().max(4000).exactOptional(),
  min_length: z.int().min(0).max(4000).exactOptional(),
  max_length: z.int().min(1).max(4000).exactOptional(),
  required,
});

const fileUpload = z.object({
  type: z.literal(ComponentType.FileUpload),
  id,
  custom_id: customId,
  min_values: z.int().min(0).max(10).exactOptional(),
  max_values: z.int().min(1).max(10).exactOptional(),
  file_types: z.array(fileType).max(10).exactOptional(),
  required,
});

const option = choiceOption.omit({ emoji: true });
const radioGroup = z.object({
  type: z.literal(ComponentType.RadioGroup),
  id,
  custom_id: customId,
  options: z.array(option).min(2).max(10),
  required,
});
const checkboxGroup = z.object({
  type: z.literal(ComponentType.CheckboxGroup),
  id,
  custom_id: customId,
  options: z.array(option).min(1).max(10),
  min_values: z.int().min(0).max(10).exactOptional(),
  max_values: z.int().min(1).max(10).exactOptional(),
  required,
});
const checkbox = z.object({
  type: z.literal(ComponentType.Checkbox),
  id,
  custom_id: customId,
  default: z.boolean().exactOptional(),
});

const label = z.object({
  type: z.literal(ComponentType.Label),
  id,
  label: z.string().min(1).max(45),
  description: z.string().max(100).exactOptional(),
  component: z.discriminatedUnion('type', [textInput, ...selects, fileUpload, radioGroup, checkboxGroup, checkbox]),
});

const row = z.object({ type: z.literal(ComponentType.ActionRow), id, components: z.array(textInput).length(1) });

/** Schema of a modal. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal */
export const modal = z
  .object({
    custom_id: customId,
    title: z.string().min(1).max(45),
    components: z
      .array(z.discriminatedUnion('type', [label, row, textDisplay]))
      .min(1)
      .max(5),
  })
  .superRefine(({ components }, context) => {
    const seen = new Set<string>();
    for (const [i, component] of components.entries()) {
      const inputs =
        component.type === ComponentType.Label
          ? [component.component]
          : component.type === ComponentType.ActionRow
            ? component.components
            : [];
      for (const { custom_id: inputId } of inputs) {
        if (seen.has(inputId)) {
          const text = 'Component custom id cannot be duplicated';
          context.addIssue(refuse('COMPONENT_CUSTOM_ID_DUPLICATED', text, ['components', i]));
        }
        seen.add(inputId);
      }
    }
  });
