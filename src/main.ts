import { nodeProblem } from './check-node.ts';

const problem = nodeProblem(process.versions.node);
if (problem === null) {
  await compileDecoder();
  await import('./run-bot.ts');
} else {
  console.error(problem);
  process.exitCode = 1;
}

/**
 * Starts to compile the built-in ffmpeg if it is used, on other threads, while this thread loads the modules of the bot.
 * Errors are left to the start of the bot, which tries again.
 */
async function compileDecoder(): Promise<void> {
  const { loadEnvFile } = await import('./env-file.ts');
  try {
    loadEnvFile();
  } catch {
    return;
  }
  if (process.env.DECODER === 'native' || process.env.FFMPEG_PATH) return;
  const { shareFfmpegModule } = await import('./engine/decode/ffmpeg-core.ts');
  shareFfmpegModule().catch(() => undefined);
}
