import { html, nothing, render, type TemplateResult } from 'lit';
import './views/select-menu.ts';
import './views/suggest-field.ts';
import { start } from './actions.ts';
import { changed, onChange, state } from './state.ts';
import { stickToEnd } from './stick-to-end.ts';
import { takeFiles } from './take-files.ts';
import { applyTheme } from './theme.ts';
import { channelView } from './views/channel.ts';
import { composer } from './views/composer.ts';
import { menuIcon } from './views/icons.ts';
import { messageMenu } from './views/message-menu.ts';
import { modalView, showModal } from './views/modal.ts';
import { sidebar } from './views/sidebar.ts';

const app = document.getElementById('app');

function page(): TemplateResult {
  const { place, guilds } = state;
  const guild = guilds.find(
    ({ id, people }) => id === place?.guildId || people.some((one) => one.directChannelId === place?.channelId),
  );
  const person = guild?.people.find(({ id }) => id === place?.userId);
  if (place === null || guild === undefined || person === undefined)
    return html`<main class="waiting-page" role="status">${state.isConnected ? 'Nobody is here.' : 'Connecting…'}</main>`;
  const channel = guild.channels.find(({ id }) => id === place.channelId);
  const name = channel === undefined ? `@${state.bot.name}` : `#${channel.name}`;
  return html`<div class="shell ${state.isDrawerOpen ? 'drawer-open' : ''}">
      <div class="side" @keydown=${onDrawerKey}>${sidebar(guild, person)}</div>
      <div class="scrim" @click=${() => toggleDrawer()}></div>
      <main>
        <header class="channel-head">
          <button type="button" class="icon-button drawer-button" aria-label="Servers and channels" aria-expanded=${state.isDrawerOpen} @click=${() => toggleDrawer()}>${menuIcon}</button>
          <h1>${name}</h1>
          <span class="muted">${channel === undefined ? 'Direct messages' : guild.name}</span>
          ${state.isConnected ? nothing : html`<span class="offline" role="status">${connectionText()}</span>`}
          ${state.setup?.progress.state === 'running' ? html`<span class="offline narrow">${state.setup.progress.text}</span>` : nothing}
          ${state.isConnected && !state.isOnline ? html`<span class="offline" role="status">${state.bot.name} is starting…</span>` : nothing}
        </header>
        ${channelView(name)} ${composer(name)}
      </main>
    </div>
    ${state.isDropping ? html`<div class="drop-screen">Drop it: it can then be added, searched with or sent</div>` : nothing}
    ${messageMenu()} ${modalView()}`;
}

function draw(): void {
  if (app === null) return;
  render(page(), app);
  showModal();
  stickToEnd(state.isFollowing);
  state.isFollowing = false;
}

function connectionText(): string {
  return state.isStopped
    ? 'The playground has stopped. Start it again, and this page continues.'
    : 'Connection lost; trying again…';
}

function toggleDrawer(): void {
  changed((now) => {
    now.isDrawerOpen = !now.isDrawerOpen;
  });
  const first = state.isDrawerOpen ? '.server.current' : '.drawer-button';
  setTimeout(() => document.querySelector<HTMLElement>(first)?.focus());
}

function onDrawerKey({ key }: KeyboardEvent): void {
  if (key === 'Escape' && state.isDrawerOpen) toggleDrawer();
}

function setDropping(isDropping: boolean): void {
  if (state.isDropping !== isDropping)
    changed((now) => {
      now.isDropping = isDropping;
    });
}

/** As in Discord, typing anywhere goes into the composer, so that a slash opens the commands at once. */
document.addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
  const isTyping = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
  const isTaken =
    target instanceof Element && target.closest('input, textarea, select, dialog, [role=combobox], .menu');
  if (isTyping && !isTaken) document.getElementById('composer-input')?.focus();
});

document.addEventListener('dragover', (event) => {
  event.preventDefault();
  if (event.dataTransfer?.types.includes('Files')) setDropping(true);
});
document.addEventListener('dragleave', ({ relatedTarget }) => {
  if (relatedTarget === null) setDropping(false);
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  setDropping(false);
  takeFiles([...(event.dataTransfer?.files ?? [])].map((file) => ({ file })));
});

applyTheme();
onChange(draw);
start();
changed();
