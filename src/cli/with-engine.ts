import type { Config } from '../config.ts';
import { createEngine, type Engine } from '../engine/index.ts';

/** Runs `use` with an engine made as the configuration says, and closes it whatever happens. */
export async function withEngine<T>(config: Config, use: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await createEngine({
    modelsDir: config.MODELS_DIR,
    clapModel: config.CLAP_MODEL,
    clapDtype: config.CLAP_DTYPE,
    clapPrompt: config.CLAP_PROMPT,
    clap: config.CLAP,
    decoder: config.DECODER,
    ...(config.FFMPEG_PATH !== undefined && { ffmpegPath: config.FFMPEG_PATH }),
    maxSeconds: config.MAX_SECONDS,
    threads: config.THREADS,
  });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}
