import type { ModalValue, Place } from '../protocol.ts';
import { ask, sending } from './actions.ts';
import { changed, state } from './state.ts';
import { uploadFile } from './upload-file.ts';

/** Submits the open modal. */
export async function submitModal(values: Record<string, string | string[] | File[]>): Promise<void> {
  const { place, modal } = state;
  if (place === null || modal === null) return;
  await sending(async () => {
    const sent: Record<string, ModalValue> = {};
    for (const [name, value] of Object.entries(values)) sent[name] = await modalValue(place, value);
    const interaction = await ask({ type: 'submit', interactionId: modal.interactionId, values: sent });
    if (interaction !== null) changed((now) => Object.assign(now, { modal: null }));
  });
}

async function modalValue(place: Place, value: string | string[] | File[]): Promise<ModalValue> {
  if (!Array.isArray(value)) return value;
  const files = value.filter((one) => one instanceof File);
  if (files.length === 0) return value.filter((one) => typeof one === 'string');
  const uploads = await Promise.all(files.map((file) => uploadFile(place, file)));
  return { uploads: uploads.map(({ id }) => id) };
}
