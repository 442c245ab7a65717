import { homedir } from 'node:os';

/**
 * Sets HOME for a user without a home folder, such as the user that systemd creates for a service: @napi-rs/canvas looks
 * for fonts there, and does not load if Node.js cannot name the folder.
 */
export function ensureHomeFolder(): void {
  try {
    homedir();
  } catch {
    process.env.HOME = '/';
  }
}
