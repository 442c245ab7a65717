import { html, type TemplateResult } from 'lit';
import { clockText } from '../format.ts';
import { toggleRecording } from '../recorder.ts';
import { state } from '../state.ts';
import type { PendingFile } from '../upload-file.ts';
import { microphoneIcon, stopIcon } from './icons.ts';

/** Renders the button that starts and ends a recording. The recording is then passed to `take`. */
export function recordButton(take: (file: PendingFile) => void): TemplateResult {
  const { recording } = state;
  return html`<button type="button" class="icon-button record ${recording ? 'recording' : ''}" aria-pressed=${recording !== null}
    aria-label=${recording ? 'Stop recording' : 'Record a sound'} title=${recording ? 'Stop recording' : 'Record: hum it'}
    @click=${() => toggleRecording(take)}>${recording ? html`${stopIcon} <span>${clockText(recording.seconds)}</span>` : microphoneIcon}</button>`;
}
