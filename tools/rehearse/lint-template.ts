import { runTool } from './run-tool.ts';
import { done, skipped, type StepOutcome } from './steps.ts';

/** Bits of cfn-lint's exit code. */
const error = 2;
const warning = 4;

/** `cfn-lint`, where it is installed. @throws with its lines when it finds an error */
export const lintTemplate = async (file: string): Promise<StepOutcome> => {
  const { code, printed } = await runTool('cfn-lint', ['--format', 'parseable', '--', file], {
    seconds: 120,
  });
  if (code === null) return skipped("cfn-lint is not here: pip install 'cfn-lint'");
  if ((code & error) !== 0) throw new Error(printed.trim());
  const lines = printed.trim().split('\n').length;
  return done((code & warning) === 0 ? 'no error, no warning' : `no error, ${lines} warnings`);
};
