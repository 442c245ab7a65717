import { changed, showError } from './state.ts';
import type { PendingFile } from './upload-file.ts';

/** Maximum length of a voice message at Discord, in seconds. */
const MAX_SECONDS = 20 * 60;
const WAVEFORM_POINTS = 256;

let stopRecording: (() => void) | null = null;
/** Function that receives the recording. Set again at the end, because the form of the start may be closed by then. */
let take: (file: PendingFile) => void = () => {};
/** Whether the browser is asking the person for permission to use the microphone. */
let isAsking = false;

/** Starts a recording, or ends the current one and passes it to `taker`. */
export async function toggleRecording(taker: (file: PendingFile) => void): Promise<void> {
  take = taker;
  if (stopRecording !== null) return stopRecording();
  if (isAsking) return;
  isAsking = true;
  let stream: MediaStream;
  try {
    // Turns off the browser's processing: its noise suppression is made for speech and would distort a hum.
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
  } catch {
    return showError(
      'The microphone cannot be used. Let this page use it in the address bar, and see that one is plugged in.',
    );
  } finally {
    isAsking = false;
  }
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  recorder.addEventListener('stop', async () => {
    clearInterval(clock);
    stopRecording = null;
    for (const track of stream.getTracks()) track.stop();
    changed((now) => {
      now.recording = null;
    });
    try {
      take(await voiceMessage(new Blob(parts)));
    } catch {
      showError('Nothing was recorded. Try again, a little longer.');
    }
  });

  const startedAt = performance.now();
  const tick = () => {
    const seconds = (performance.now() - startedAt) / 1000;
    changed((now) => {
      now.recording = { seconds };
    });
    if (seconds > MAX_SECONDS) stopRecording?.();
  };
  const clock = setInterval(tick, 250);
  stopRecording = () => recorder.stop();
  recorder.start();
  tick();
}

/** Converts a recording to WAV, because the files of MediaRecorder do not contain their duration. */
async function voiceMessage(recorded: Blob): Promise<PendingFile> {
  const context = new AudioContext();
  const audio = await context.decodeAudioData(await recorded.arrayBuffer());
  await context.close();
  const samples = audio.getChannelData(0);
  const file = new File([encodeWav(samples, audio.sampleRate)], 'voice-message.wav', { type: 'audio/wav' });
  return { file, voice: { seconds: Number(audio.duration.toFixed(2)), waveform: waveform(samples) } };
}

/** Returns the waveform of a recording: its peak levels from 0 to 255, as base64. */
function waveform(samples: Float32Array): string {
  const step = Math.max(1, Math.ceil(samples.length / WAVEFORM_POINTS));
  const levels: number[] = [];
  for (let start = 0; start < samples.length; start += step) {
    const peak = samples.subarray(start, start + step).reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);
    levels.push(Math.min(255, Math.round(peak * 255)));
  }
  return btoa(String.fromCharCode(...levels));
}

const HEADER_BYTES = 44;

/** Encodes mono samples from -1 to 1 as a 16-bit WAV file. */
function encodeWav(samples: Float32Array, sampleRate: number): ArrayBuffer {
  const buffer = new ArrayBuffer(HEADER_BYTES + samples.length * 2);
  const view = new DataView(buffer);
  const text = (at: number, word: string) => {
    for (const [index, letter] of [...word].entries()) view.setUint8(at + index, letter.charCodeAt(0));
  };
  text(0, 'RIFF');
  view.setUint32(4, buffer.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (const [index, sample] of samples.entries()) {
    view.setInt16(HEADER_BYTES + index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32767), true);
  }
  return buffer;
}
