// Health check of the container image: asks the bot whether it answers members. Exits with status 0 if it does.
const host = (process.env.METRICS_HOST ?? '').trim() || '127.0.0.1';
// A server that listens on all addresses is asked on the local one.
const address = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
try {
  const url = `http://${address}:${process.env.METRICS_PORT}/readyz`;
  const response = await fetch(url, { signal: AbortSignal.timeout(4000) });
  console.log((await response.text()).trim());
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  console.log(error.cause?.message ?? error.message);
  process.exitCode = 1;
}
