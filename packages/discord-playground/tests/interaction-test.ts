import { Routes } from 'discord.js';
import type { Invocation } from '../src/index.ts';
import { test as playgroundTest } from './test.ts';

/** A test of a bot that answers the command `/ping` by requests of its own. */
export const interactionTest = playgroundTest
  .extend('ping', async ({ playground, rest }) => {
    const body = [{ name: 'ping', description: 'Answers pong' }];
    await rest.put(Routes.applicationCommands(playground.applicationId), { body });
    return () => playground.member('ada').slash('ping');
  })
  .extend(
    'answer',
    ({ send }) =>
      (to: Invocation, body: unknown) =>
        send('POST', `/interactions/${to.id}/${to.token}/callback`, body),
  )
  .extend(
    'hook',
    ({ playground }) =>
      (to: { token: string }) =>
        `/webhooks/${playground.applicationId}/${to.token}`,
  )
  .extend(
    'original',
    ({ hook }) =>
      (to: { token: string }) =>
        `${hook(to)}/messages/@original`,
  );

/** Returns the callback that replies with a message. */
export const say = (data: object) => ({ type: 4, data });
