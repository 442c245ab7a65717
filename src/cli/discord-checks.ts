import { z } from 'zod';
import type { Config } from '../config.ts';
import { loadTrial } from '../trial/load-trial.ts';
import type { HostCheck } from './host-checks.ts';

const TIMEOUT_MS = 10_000;
/** Difference between this machine's clock and Discord's, in seconds, from which certificates and times go wrong. */
const MAX_CLOCK_DIFFERENCE = 60;

const gatewayBot = z.object({
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
});

/** Checks the network to Discord, the clock, the token and how many sessions are left. Starts no session. */
export async function checkDiscord(config: Config): Promise<HostCheck[]> {
  const base = (config.DISCORD_API_URL ?? 'https://discord.com/api').replace(/\/+$/, '').replace(/\/v\d+$/, '');
  const token = config.DISCORD_TOKEN?.replace(/^Bot\s+/i, '');
  const response = await fetch(`${base}/v10/gateway${token ? '/bot' : ''}`, {
    headers: token ? { authorization: `Bot ${token}` } : {},
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => reasonOf(error));
  if (typeof response === 'string') {
    const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy;
    const hint = proxy ? ' HTTPS_PROXY is not used: the connection must be direct' : ' Check the network and the DNS';
    return [{ name: 'network', isGood: false, text: `Discord cannot be reached (${response}).${hint}` }];
  }
  const hasAnswered = response.ok || response.status === 401;
  const network = {
    name: 'network',
    isGood: hasAnswered,
    text: hasAnswered ? 'Discord answers' : `Discord answered ${response.status}: try again later`,
  };
  return [network, ...checkClock(response), ...(await checkToken(token, response))];
}

function checkClock(response: Response): HostCheck[] {
  const theirs = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return [];
  const seconds = Math.round((Date.now() - theirs) / 1000);
  const isGood = Math.abs(seconds) <= MAX_CLOCK_DIFFERENCE;
  const off = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} that of Discord`;
  return [{ name: 'clock', isGood, text: isGood ? 'right' : `${off}. Turn on NTP: timedatectl set-ntp true` }];
}

async function checkToken(token: string | undefined, response: Response): Promise<HostCheck[]> {
  const name = 'token';
  if (!token) {
    const problem = await loadTrial().then(() => null, reasonOf);
    return [{ name, isGood: problem === null, text: problem ?? 'none is set, so the bot runs on its playground' }];
  }
  if (response.status === 401)
    return [{ name, isGood: false, text: 'DISCORD_TOKEN was refused. Copy it again from the Developer Portal' }];
  const parsed = gatewayBot.safeParse(await response.json().catch(() => null));
  if (!response.ok || !parsed.success) return [];
  const { total, remaining, reset_after: resetAfter } = parsed.data.session_start_limit;
  const minutes = Math.ceil(resetAfter / 60_000);
  const left = `${remaining} of ${total} sessions are left today`;
  const text = remaining > 0 ? left : `${left}. The bot waits ${minutes} minutes`;
  return [
    { name, isGood: true, text: 'accepted by Discord' },
    { name: 'gateway', isGood: remaining > 0, text },
  ];
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
