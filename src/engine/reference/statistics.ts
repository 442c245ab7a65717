import { z } from 'zod';
import generated from './statistics.generated.json' with { type: 'json' };

const blockSchema = z.object({ mean: z.array(z.number()), projection: z.array(z.array(z.number())) });
export type Block = z.infer<typeof blockSchema>;

/** What `bench/reference/fit.ts` learnt from the reference sounds; see docs/features.md. */
export const statistics = z
  .object({
    mfcc: blockSchema,
    chroma: blockSchema,
    contrast: blockSchema,
    rhythm: blockSchema,
    zcr: blockSchema,
    rms: blockSchema,
    fingerprint: blockSchema,
  })
  .parse(generated);
