import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type FileUploadType,
  TextInputStyle,
} from 'discord.js';
import type { Messages } from '../../i18n/index.ts';
import type { RemoteFile } from '../app.ts';
import type { Modal } from '../command.ts';
import { remoteFile } from './analyze-file.ts';
import { MAX_LABEL } from './labels.ts';

/** Files that one modal takes, as many as Discord lets it. */
export const MAX_UPLOADS = 10;

/** A modal that takes up to ten files at once. */
export function uploadModal(
  customId: string,
  { upload: say }: Messages,
  fileTypes: readonly FileUploadType[],
  names?: { readonly label: string | null; readonly tags: string | null },
): APIModalInteractionResponseCallbackData {
  const text = (id: 'label' | 'tags', max: number) => ({
    type: ComponentType.Label as const,
    label: say[id],
    description: id === 'label' ? say.labelHint : say.tagsHint,
    component: {
      type: ComponentType.TextInput as const,
      custom_id: id,
      style: TextInputStyle.Short as const,
      required: false,
      max_length: max,
      ...(names?.[id] ? { value: names[id] } : {}),
    },
  });
  return {
    custom_id: customId,
    title: say.title,
    components: [
      {
        type: ComponentType.Label,
        label: say.files,
        description: say.filesHint,
        component: {
          type: ComponentType.FileUpload,
          custom_id: 'files',
          min_values: 1,
          max_values: MAX_UPLOADS,
          file_types: [...fileTypes],
          required: true,
        },
      },
      ...(names ? [text('label', MAX_LABEL), text('tags', 300)] : []),
    ],
  };
}

/** The files that were sent with {@link uploadModal}. */
export function uploadedFiles({ fields }: Modal): readonly RemoteFile[] {
  return [...fields.getUploadedFiles('files', true).values()].map(remoteFile);
}
