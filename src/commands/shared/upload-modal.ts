import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type FileUploadType,
  TextInputStyle,
} from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { RemoteFile } from '../app.ts';
import type { Modal } from '../command.ts';
import { MAX_LABEL, MAX_TAGS_TEXT } from './labels.ts';
import { remoteFile } from './remote-file.ts';

/** Maximum number of files that Discord accepts in one modal. */
const MAX_UPLOADS = 10;

/** Initial label and tags in a modal; a field that is missing is not in the modal. */
interface Names {
  readonly label?: string | null;
  readonly tags?: string | null;
}

/** Returns a modal for up to ten files, with fields for label and tags if `names` has them. */
export function uploadModal(
  customId: string,
  { upload: t }: Messages,
  fileTypes: readonly FileUploadType[],
  names: Names = {},
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: t.title,
    components: [
      {
        type: ComponentType.Label,
        label: t.files,
        description: t.filesHint,
        component: {
          type: ComponentType.FileUpload,
          custom_id: 'files',
          min_values: 1,
          max_values: MAX_UPLOADS,
          file_types: [...fileTypes],
          required: true,
        },
      },
      ...nameFields(t, names),
    ],
  };
}

/** Returns a modal for the label and the tags of files that a message has. */
export function namesModal(
  customId: string,
  { upload: t }: Messages,
  names: Names,
): APIModalInteractionResponseCallbackData {
  return { custom_id: customId, title: t.title, components: nameFields(t, names) };
}

/** Returns the label and the tags that a member typed into a modal; null for an empty or missing field. */
export function typedNames({ fields }: Modal): { readonly label: string | null; readonly tags: string | null } {
  const typed = (id: string) => (fields.fields.has(id) && fields.getTextInputValue(id)) || null;
  return { label: typed('label'), tags: typed('tags') };
}

function nameFields(t: Messages['upload'], names: Names): APILabelComponent[] {
  const text = (id: 'label' | 'tags', maxLength: number) => ({
    type: ComponentType.Label as const,
    label: t[id],
    description: id === 'label' ? t.labelHint : t.tagsHint,
    component: {
      type: ComponentType.TextInput as const,
      custom_id: id,
      style: TextInputStyle.Short as const,
      required: false,
      max_length: maxLength,
      ...(names[id] ? { value: names[id] } : {}),
    },
  });
  return [
    ...(names.label === undefined ? [] : [text('label', MAX_LABEL)]),
    ...(names.tags === undefined ? [] : [text('tags', MAX_TAGS_TEXT)]),
  ];
}

/** Returns the files that a member submitted with {@link uploadModal}. */
export function uploadedFiles({ fields }: Modal): readonly RemoteFile[] {
  return [...fields.getUploadedFiles('files', true).values()].map(remoteFile);
}
