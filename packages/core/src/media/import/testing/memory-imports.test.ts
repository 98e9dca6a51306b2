import { describeImportStore } from '../../../testing/index.ts';
import { createMemoryImports } from './memory-imports.ts';

describeImportStore('memory', async () => ({
  store: createMemoryImports(),
  dispose: async () => {},
}));
