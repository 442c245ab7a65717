import { html, nothing, type TemplateResult } from 'lit';
import type { BoardSoundView } from '../../../contract.ts';
import type { GuildView } from '../../protocol.ts';
import { changed, state } from '../state.ts';

/** The sound that plays now. As in Discord, another press of its button starts it again. */
let playing: { readonly id: string; readonly audio: HTMLAudioElement } | null = null;

/** Renders the soundboard of a server: a button for each sound, which plays it; nothing if there are no sounds. */
export function soundboard({ id, name }: GuildView): TemplateResult | typeof nothing {
  const sounds = state.boards.get(id) ?? [];
  if (sounds.length === 0) return nothing;
  return html`<section class="soundboard" aria-label=${`Soundboard of ${name}`}>
    <div class="group">Soundboard</div>
    <div class="sounds">${sounds.map(soundButton)}</div>
  </section>`;
}

function soundButton(sound: BoardSoundView): TemplateResult {
  const label = [sound.emoji ?? '', sound.name].join(' ').trim();
  return html`<button type="button" class="board-sound ${playing?.id === sound.id ? 'playing' : ''}" title=${label}
    @click=${() => play(sound)}>${label}</button>`;
}

function play({ id, url, volume }: BoardSoundView): void {
  playing?.audio.pause();
  const audio = new Audio(url);
  audio.volume = volume;
  const end = () => {
    if (playing?.audio === audio) playing = null;
    changed();
  };
  audio.addEventListener('ended', end);
  playing = { id, audio };
  changed();
  void audio.play().catch(end);
}
