import { exportCheckDefinition } from '../../infra/export-check.ts';
import { pageScriptDefinitions } from '../../infra/page-scripts.ts';

/** For programs that `tsx` runs: what the build and the tests' configuration put in place of these names. */
for (const [name, text] of Object.entries({ ...pageScriptDefinitions(), ...exportCheckDefinition() }))
  Object.defineProperty(globalThis, name, { value: JSON.parse(text) });
