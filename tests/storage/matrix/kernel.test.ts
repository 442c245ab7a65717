import { expect, test } from 'vitest';
import { KERNEL_BASE64 } from '../../../src/storage/matrix/kernel-bytes.ts';
import { compileKernel } from '../../helpers/compile-kernel.ts';

test('the compiled kernel is the one that kernel.wat describes', async () => {
  expect(KERNEL_BASE64).toBe(await compileKernel('storage/matrix/kernel.wat'));
});
