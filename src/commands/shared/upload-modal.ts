import {
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

/** Returns a modal for up to ten files. @param names initial label and tags; without `names`, no such fields */
export function uploadModal(
  customId: string,
  { upload: t }: Messages,
  fileTypes: readonly FileUploadType[],
  names?: { readonly label: string | null; readonly tags: string | null },
): APIModalInteractionResponseCallbackData {
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
      ...(names?.[id] ? { value: names[id] } : {}),
    },
  });
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
      ...(names ? [text('label', MAX_LABEL), text('tags', MAX_TAGS_TEXT)] : []),
    ],
  };
}

/** Returns the files that a member submitted with {@link uploadModal}. */
export function uploadedFiles({ fields }: Modal): readonly RemoteFile[] {
  return [...fields.getUploadedFiles('files', true).values()].map(remoteFile);
}
