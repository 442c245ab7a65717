import type { PlaygroundEvent } from './contract.ts';
import type { World } from './world/world.ts';

/** Resolves once a command with that name is registered, globally or in any guild. */
export function registered(
  world: World,
  listeners: Set<(event: PlaygroundEvent) => void>,
  name: string,
): Promise<void> {
  const isThere = () =>
    [...world.commands.values()].some((commands) => [...commands.values()].some((command) => command.name === name));
  if (isThere()) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = () => {
      if (!isThere()) return;
      listeners.delete(listener);
      resolve();
    };
    listeners.add(listener);
  });
}
