import { html, nothing, render, type TemplateResult } from 'lit';
import './views/select-menu.ts';
import './views/suggest-field.ts';
import { start } from './actions.ts';
import { changed, onChange, state } from './state.ts';
import { takeFiles } from './take-files.ts';
import { applyTheme } from './theme.ts';
import { channelView } from './views/channel.ts';
import { composer } from './views/composer.ts';
import { menuIcon } from './views/icons.ts';
import { messageMenu } from './views/message-menu.ts';
import { modalView, showModal } from './views/modal.ts';
import { sidebar } from './views/sidebar.ts';

const app = document.getElementById('app');
/** Maximum distance in pixels from the end of the message list at which the list scrolls to new messages. */
const NEAR_PX = 120;

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
          <span class="muted">${guild.name}</span>
          ${state.isConnected ? nothing : html`<span class="offline" role="status">Connection lost; trying again…</span>`}
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
  const before = document.querySelector('.messages');
  const wasAtEnd = before === null || before.scrollHeight - before.scrollTop - before.clientHeight < NEAR_PX;
  render(page(), app);
  showModal();
  if (wasAtEnd || state.isFollowing) toEnd();
  state.isFollowing = false;
}

function toEnd(): void {
  const list = document.querySelector('.messages');
  list?.scrollTo({ top: list.scrollHeight });
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
